// SPDX-License-Identifier: MIT
// The table of presets, and what they share when an answer has come.
#include "sink/webhook/address_keys.hpp"
#include "sink/webhook/answer.hpp"
#include "sink/webhook/asked.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/preset.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace feedherald::sink {

namespace {

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

net::Response const* response_of(net::Exchanged const& exchanged) {
    if (exchanged) return &*exchanged;
    auto const& as_far_as_it_came = exchanged.error().response;
    return as_far_as_it_came ? &*as_far_as_it_came : nullptr;
}

DeliveryOutcome judge_for(net::Exchanged const& exchanged, Instant now) {
    auto outcome = judge(exchanged, now);
    auto const* response = response_of(exchanged);
    if (response == nullptr) return outcome;
    if (auto* later = std::get_if<RetryLater>(&outcome); later != nullptr && response->status == 429)
        later->after =
            std::max({later->after, asked_in_body(response->body, now), asked_in_headers(response->headers, now)});
    if (auto* delivered = std::get_if<Delivered>(&outcome)) delivered->rest = rest_in_headers(response->headers, now);
    return outcome;
}

std::vector<Secret> secrets_of(config::PresetSettings const& preset, Uri const& endpoint) {
    std::vector<Secret> secrets{preset.url, preset.token, preset.user};
    secrets.emplace_back(endpoint.password);
    if (endpoint.target.size() > 1) secrets.emplace_back(endpoint.target);
    for (auto& key : address_keys(endpoint, preset.url_is_secret)) secrets.push_back(std::move(key));
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

Service preset_service(config::SinkSettings const& settings) {
    auto const* preset = find_preset(settings.type);
    auto const& own = std::get<config::PresetSettings>(settings.settings);
    auto const endpoint = endpoint_of(settings, own.url);
    Service service;
    service.compose = [preset, own, endpoint](Delivery const& delivery, Instant) {
        return preset->compose({own, endpoint, delivery});
    };
    service.judge = [](net::Exchanged const& exchanged, Instant now) { return judge_for(exchanged, now); };
    service.secrets = secrets_of(own, endpoint);
    return service;
}

std::unique_ptr<Sink> make_preset(config::SinkSettings const& settings, Surroundings const& surroundings) {
    return std::make_unique<HttpSink>(settings, surroundings, preset_service(settings));
}

}  // namespace feedherald::sink
