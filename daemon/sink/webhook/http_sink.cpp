// SPDX-License-Identifier: MIT
#include "sink/webhook/http_sink.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "base/version.hpp"

#include <algorithm>
#include <stdexcept>

namespace feedherald::sink {

namespace {

constexpr Duration patience = std::chrono::seconds{30};
constexpr Bytes longest_answer = kib(64);

void mask_reason(DeliveryOutcome& outcome, std::vector<Secret> const& secrets) {
    if (auto* later = std::get_if<RetryLater>(&outcome)) later->reason = masked(std::move(later->reason), secrets);
    if (auto* rejected = std::get_if<Rejected>(&outcome))
        rejected->reason = masked(std::move(rejected->reason), secrets);
}

/** Of an answer that broke off inside a secret, what came of that. */
std::string without_broken_secret(std::string text, std::vector<Secret> const& secrets) {
    for (auto const& secret : secrets)
        for (auto length = std::min(secret.reveal().size(), text.size()); length >= 4; --length)
            if (text.ends_with(std::string_view(secret.reveal()).substr(0, length)))
                return text.replace(text.size() - length, length, "***");
    return text;
}

void mask_refusal(net::Response& answer, bool broke_off, std::vector<Secret> const& secrets) {
    if (answer.status >= 200 && answer.status <= 299) return;
    answer.body = masked(std::move(answer.body), secrets);
    if (broke_off) answer.body = without_broken_secret(std::move(answer.body), secrets);
}

/** What was answered, if anything was, however the exchange ended. */
net::Exchanged without_secrets(net::Exchanged exchanged, std::vector<Secret> const& secrets) {
    if (exchanged) {
        mask_refusal(*exchanged, !exchanged->complete, secrets);
        return exchanged;
    }
    auto failure = exchanged.error();
    if (failure.response) mask_refusal(*failure.response, true, secrets);
    return failure;
}

bool has(Post const& post, std::string_view name) {
    auto const is_named = [&](auto const& header) { return equals_ignoring_ascii_case(header, name); };
    return std::any_of(post.headers.begin(), post.headers.end(), [&](auto const& h) { return is_named(h.name); }) ||
           std::any_of(post.secret_headers.begin(), post.secret_headers.end(),
                       [&](auto const& h) { return is_named(h.first); });
}

}  // namespace

net::Request request_of(config::SinkSettings const& settings, Post post) {
    net::Request request;
    auto agent = settings.user_agent;
    if (agent.empty()) agent = std::string("feedherald/") + version + " (+" + project_url + ")";
    if (!has(post, "User-Agent")) post.headers.push_back({"User-Agent", std::move(agent)});
    if (!has(post, "Accept")) post.headers.push_back({"Accept", "*/*"});
    if (!post.uri.username.empty() || !post.uri.password.empty())
        request.basic = net::BasicCredentials{post.uri.username, Secret(post.uri.password)};
    request.method = std::move(post.method);
    request.uri = std::move(post.uri);
    request.headers = std::move(post.headers);
    request.origin_headers = std::move(post.secret_headers);
    request.body = std::move(post.body);
    request.reach.proxy = settings.proxy;
    request.reach.ca_file = settings.ca_file;
    request.reach.allow_private = settings.allow_private;
    request.limits.total = patience;
    request.limits.wire = longest_answer;
    request.limits.body = longest_answer;
    request.limits.redirects = 0;
    return request;
}

HttpSink::HttpSink(config::SinkSettings const& settings, Surroundings const& surroundings, Service service)
    : http_(surroundings.http), now_(surroundings.now), settings_(settings), service_(std::move(service)) {}

boost::asio::awaitable<DeliveryOutcome> HttpSink::deliver(std::vector<Delivery> bundle) {
    auto request = request_of(settings_, service_.compose(bundle.front(), now_()));
    auto secrets = service_.secrets;
    if (request.basic)  // as they stand on the wire
        secrets.emplace_back(to_base64(request.basic->username + ":" + request.basic->password.reveal()));
    auto exchanged = co_await http_.exchange(std::move(request));
    // Before it is cut too: of a secret at the place of the cut, only the beginning would be left to find.
    exchanged = without_secrets(std::move(exchanged), secrets);
    auto outcome = service_.judge(exchanged, now_());
    mask_reason(outcome, secrets);
    co_return outcome;
}

Uri endpoint_of(config::SinkSettings const& settings, Secret const& url) {
    auto const uri = parse_uri(url.reveal());
    if (!uri || !uri->is_http())
        throw std::runtime_error("sink " + settings.name.value() + ": its url is not an http or https address");
    return *uri;
}

std::string masked(std::string text, std::vector<Secret> const& secrets) {
    for (auto const& secret : secrets) {
        auto const& value = secret.reveal();
        if (value.size() < 4) continue;
        for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos; at += 3)
            text.replace(at, value.size(), "***");
    }
    return text;
}

}  // namespace feedherald::sink
