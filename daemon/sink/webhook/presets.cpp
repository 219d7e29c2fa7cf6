// SPDX-License-Identifier: MIT
// The table of presets, and what they share when an answer has come.
#include "sink/webhook/answer.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/preset.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <boost/json/parse.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr config::Rate one_a_second{1, 1100ms};

constexpr std::array<Preset, 11> table{{
    {"ntfy", to_ntfy, {60, 300s}},
    {"gotify", to_gotify, {}},
    {"slack", to_slack, one_a_second},
    {"discord", to_discord, {}},
    {"mattermost", to_mattermost, {}},
    {"telegram", to_telegram, one_a_second},
    {"matrix", to_matrix, {}},
    {"teams", to_teams, {4, 1s}},
    {"pushover", to_pushover, {}},
    {"googlechat", to_google_chat, one_a_second},
    {"homeassistant", to_home_assistant, {}},
}};

constexpr milliseconds longest = std::chrono::days{7};

void take(std::optional<milliseconds>& most, json::value const* value, double unit) {
    if (value == nullptr || !value->is_number()) return;
    auto const asked = std::ceil(value->to_number<double>() * unit);
    if (!(asked >= 0)) return;
    auto const bounded =
        asked < static_cast<double>(longest.count()) ? milliseconds{static_cast<milliseconds::rep>(asked)} : longest;
    most = std::max(most.value_or(bounded), bounded);
}

/** "X-RateLimit-Reset-After: 1.5": Discord's own header. */
std::optional<milliseconds> reset_after(net::Headers const& headers) {
    auto const text = net::find(headers, "X-RateLimit-Reset-After");
    double seconds = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    std::optional<milliseconds> asked;
    json::value const value(seconds);
    take(asked, &value, 1000);
    return asked;
}

net::Response const* response_of(net::Exchanged const& exchanged) {
    return exchanged ? &*exchanged : nullptr;
}

DeliveryOutcome judge_for(net::Exchanged const& exchanged, Instant now) {
    auto outcome = judge(exchanged, now);
    auto const* response = response_of(exchanged);
    if (response == nullptr) return outcome;
    if (auto* later = std::get_if<RetryLater>(&outcome); later != nullptr && response->status == 429)
        later->after = std::max({later->after, asked_in_body(response->body, now), reset_after(response->headers)});
    return outcome;
}

std::vector<Secret> secrets_of(config::PresetSettings const& preset, Uri const& endpoint) {
    std::vector<Secret> secrets{preset.url, preset.token, preset.user};
    secrets.emplace_back(endpoint.password);
    if (endpoint.target.size() > 1) secrets.emplace_back(endpoint.target);
    return secrets;
}

}  // namespace

std::span<Preset const> presets() {
    return table;
}

Preset const* find_preset(std::string_view name) {
    auto const found = std::find_if(table.begin(), table.end(), [&](Preset const& one) { return one.name == name; });
    return found == table.end() ? nullptr : &*found;
}

std::optional<config::Rate> rate_of(config::SinkSettings const& settings) {
    if (settings.rate) return settings.rate;
    auto const* preset = find_preset(settings.type);
    if (preset == nullptr || preset->rate.count == 0) return std::nullopt;
    auto const* own = std::get_if<config::PresetSettings>(&settings.settings);
    // Telegram's groups and channels, whose ids are negative or names, take fewer than a person does.
    bool const is_group = preset->name == "telegram" && own != nullptr && !own->chat.empty() &&
                          (own->chat.front() == '-' || own->chat.front() == '@');
    return is_group ? config::Rate{20, 60s} : preset->rate;
}

std::optional<milliseconds> asked_in_body(std::string_view body, Instant now) {
    boost::system::error_code error;
    auto const value = json::parse(json::string_view(body.data(), body.size()), error);
    if (error || !value.is_object()) return std::nullopt;
    auto const& object = value.get_object();
    std::optional<milliseconds> asked;
    take(asked, object.if_contains("retry_after"), 1000);
    take(asked, object.if_contains("retry_after_ms"), 1);
    if (auto const* parameters = object.if_contains("parameters"); parameters != nullptr && parameters->is_object())
        take(asked, parameters->get_object().if_contains("retry_after"), 1000);
    constexpr int daily_quota_reached = 42908;
    if (auto const* code = object.if_contains("code"); code != nullptr && *code == json::value(daily_quota_reached))
        asked = std::chrono::ceil<std::chrono::days>(now) - now;
    return asked;
}

std::unique_ptr<Sink> make_preset(config::SinkSettings const& settings, Surroundings const& surroundings) {
    auto const* preset = find_preset(settings.type);
    auto const& own = std::get<config::PresetSettings>(settings.settings);
    auto const endpoint = endpoint_of(settings, own.url);
    Service service;
    service.compose = [preset, own, endpoint](Delivery const& delivery, Instant) {
        return preset->compose({own, endpoint, delivery});
    };
    service.judge = [preset](net::Exchanged const& exchanged, Instant now) { return judge_for(exchanged, now); };
    service.secrets = secrets_of(own, endpoint);
    return std::make_unique<HttpSink>(settings, surroundings, std::move(service));
}

}  // namespace feedherald::sink
