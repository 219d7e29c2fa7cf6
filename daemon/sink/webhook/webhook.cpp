// SPDX-License-Identifier: MIT
#include "sink/webhook/webhook.hpp"

#include "base/text.hpp"
#include "sink/webhook/address_keys.hpp"
#include "sink/webhook/answer.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/payload.hpp"
#include "sink/webhook/signature.hpp"
#include "sink/webhook/template.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace feedherald::sink {

namespace {

using config::WebhookSettings;

Payload payload_of(WebhookSettings const& settings, Delivery const& delivery) {
    switch (settings.format) {
        case WebhookSettings::Format::cloudevents:
            return cloudevents_payload(delivery);
        case WebhookSettings::Format::custom:
            return custom_payload(settings.body_json, delivery);
        case WebhookSettings::Format::standard:
            break;
    }
    return standard_payload(delivery);
}

/** A header is one line: what feed text brings along of controls becomes a blank. */
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return std::string(trim(text));
}

bool is_ours(std::string_view name) {
    return to_lower_ascii(name.substr(0, 8)) == "webhook-";
}

void check(config::SinkSettings const& settings, WebhookSettings const& webhook) {
    auto const refuse = [&](std::string const& what) {
        throw std::runtime_error("sink " + settings.name.value() + ": " + what);
    };
    for (auto const& secret : webhook.secrets)
        if (auto const error = secret_error(secret)) refuse("its secret " + *error);
    for (auto const& [name, value] : webhook.headers)
        if (template_error(value.reveal())) refuse("the template of its header " + name + " is not valid");
    if (webhook.format != WebhookSettings::Format::custom) return;
    if (auto const error = custom_body_error(webhook.body_json)) refuse("its body: " + *error);
}

std::vector<Secret> secrets_of(WebhookSettings const& webhook, Uri const& endpoint) {
    auto secrets = webhook.secrets;
    secrets.push_back(webhook.url);
    secrets.emplace_back(endpoint.password);
    if (endpoint.target.size() > 1) secrets.emplace_back(endpoint.target);
    for (auto const& [name, value] : webhook.headers) secrets.push_back(value);
    // Nobody but the receiver knows whether its path is a key: of what it says, too much is masked rather than too
    // little.
    for (auto& key : address_keys(endpoint, true)) secrets.push_back(std::move(key));
    return secrets;
}

}  // namespace

Post compose_webhook(WebhookSettings const& settings, Uri const& endpoint, Delivery const& delivery, Instant now) {
    Post post;
    post.method = settings.method;
    post.uri = endpoint;
    auto payload = payload_of(settings, delivery);
    bool const has_body = post.method != "GET" && post.method != "HEAD";
    bool own_type = false;
    for (auto const& [name, value] : settings.headers) {
        if (is_ours(name)) continue;
        own_type = own_type || equals_ignoring_ascii_case(name, "content-type");
        post.secret_headers.emplace_back(name, Secret(one_line(render(value.reveal(), delivery.alert))));
    }
    if (has_body) post.body = std::move(payload.body);
    if (has_body && !own_type) post.headers.push_back({"content-type", payload.content_type});

    auto const second = std::chrono::floor<std::chrono::seconds>(now);
    post.headers.push_back({"webhook-id", delivery.uid});
    post.headers.push_back({"webhook-timestamp", std::to_string(second.time_since_epoch().count())});
    if (!settings.secrets.empty())
        post.headers.push_back({"webhook-signature", signature(settings.secrets, delivery.uid, second, post.body)});
    return post;
}

Service webhook_service(config::SinkSettings const& settings) {
    auto const& webhook = std::get<WebhookSettings>(settings.settings);
    check(settings, webhook);
    auto const endpoint = endpoint_of(settings, webhook.url);
    Service service;
    service.compose = [webhook, endpoint](Delivery const& delivery, Instant now) {
        return compose_webhook(webhook, endpoint, delivery, now);
    };
    service.judge = [](net::Exchanged const& exchanged, Instant now) { return judge(exchanged, now); };
    service.secrets = secrets_of(webhook, endpoint);
    return service;
}

std::unique_ptr<Sink> make_webhook(config::SinkSettings const& settings, Surroundings const& surroundings) {
    return std::make_unique<HttpSink>(settings, surroundings, webhook_service(settings));
}

}  // namespace feedherald::sink
