// SPDX-License-Identifier: MIT
#include "sink/webhook/rendering.hpp"

#include "base/base64.hpp"
#include "net/request_text.hpp"
#include "sink/webhook/address_keys.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/preset.hpp"
#include "sink/webhook/webhook.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

namespace feedherald::sink {

namespace {

struct Keys {
    std::vector<Secret> secrets;
    Secret url;
    bool url_is_secret = false;
};

struct KeysOf {
    std::optional<Keys> operator()(config::DesktopSettings const&) const { return std::nullopt; }
    std::optional<Keys> operator()(config::ConsoleSettings const&) const { return std::nullopt; }
    std::optional<Keys> operator()(config::WebhookSettings const& webhook) const {
        return Keys{webhook.secrets, webhook.url, webhook.url_is_secret};
    }
    std::optional<Keys> operator()(config::PresetSettings const& preset) const {
        return Keys{{preset.token, preset.user}, preset.url, preset.url_is_secret};
    }
};

/** As they may stand in a body too. */
void add_json_forms(std::vector<Secret>& secrets) {
    for (std::size_t i = 0, count = secrets.size(); i < count; ++i) {
        auto const& plain = secrets[i].reveal();
        auto const quoted = boost::json::serialize(boost::json::string_view(plain.data(), plain.size()));
        if (quoted.size() != plain.size() + 2) secrets.emplace_back(quoted.substr(1, quoted.size() - 2));
    }
}

std::string without_carriage_returns(std::string const& request) {
    auto const body = request.find("\r\n\r\n") + 4;
    auto head = request.substr(0, body);
    head.erase(std::remove(head.begin(), head.end(), '\r'), head.end());
    return head + request.substr(body);
}

}  // namespace

std::optional<std::string> rendered_request(config::SinkSettings const& settings, Delivery const& delivery,
                                            Instant now) {
    auto keys = std::visit(KeysOf{}, settings.settings);
    if (!keys) return std::nullopt;
    auto const service = find_preset(settings.type) != nullptr ? preset_service(settings) : webhook_service(settings);
    auto request = request_of(settings, service.compose(delivery, now));
    auto& secrets = keys->secrets;
    if (request.basic) {
        secrets.push_back(request.basic->password);
        secrets.emplace_back(to_base64(request.basic->username + ":" + request.basic->password.reveal()));
    }
    for (auto& key : address_keys(endpoint_of(settings, keys->url), keys->url_is_secret))
        secrets.push_back(std::move(key));
    add_json_forms(secrets);
    for (auto& [name, value] : request.origin_headers) value = Secret("***");
    auto const text = net::request_text(request, request.uri, true);
    if (!text) throw std::runtime_error("sink " + settings.name.value() + ": " + text.error().reason);
    return masked(without_carriage_returns(*text), secrets);
}

}  // namespace feedherald::sink
