// SPDX-License-Identifier: MIT
#include "config/keys.hpp"

#include <algorithm>
#include <array>

namespace feedherald::config {

namespace {

constexpr std::array<std::string_view, 6> top{"poll", "alerts", "state", "control", "feed", "sinks"};

constexpr auto poll = std::to_array<Key>({{"interval"},
                                          {"min_interval"},
                                          {"max_interval"},
                                          {"concurrency"},
                                          {"host_gap"},
                                          {"timeout"},
                                          {"max_body"},
                                          {"max_redirects"},
                                          {"user_agent"},
                                          {"proxy", true},
                                          {"ca_file"},
                                          {"on_metered"}});

constexpr auto alerts = std::to_array<Key>({{"to"},
                                            {"backlog"},
                                            {"updates"},
                                            {"include"},
                                            {"exclude"},
                                            {"max_age"},
                                            {"quiet_hours"},
                                            {"failing_after"},
                                            {"silence"}});

constexpr auto state = std::to_array<Key>({{"directory"}, {"keep"}});
constexpr auto control = std::to_array<Key>({{"dbus"}});

constexpr auto feed = std::to_array<Key>({{"url"},
                                          {"name"},
                                          {"tags"},
                                          {"enabled"},
                                          {"urgency"},
                                          // of [alerts]
                                          {"to"},
                                          {"backlog"},
                                          {"updates"},
                                          {"include"},
                                          {"exclude"},
                                          {"max_age"},
                                          {"quiet_hours"},
                                          {"failing_after"},
                                          {"silence"},
                                          // of [poll]
                                          {"interval"},
                                          {"timeout"},
                                          {"max_body"},
                                          {"user_agent"},
                                          {"proxy", true},
                                          {"ca_file"},
                                          // how it is reached
                                          {"allow_private"},
                                          {"headers"},
                                          {"username"},
                                          {"password", true},
                                          {"bearer", true},
                                          {"client_cert"},
                                          {"client_key"}});

constexpr auto common_sink = std::to_array<Key>({{"type"}, {"retry_for"}, {"rate"}});
constexpr auto desktop = std::to_array<Key>({{"max_popups"}, {"timeout"}, {"actions"}, {"hold"}, {"sound"}});
constexpr auto webhook = std::to_array<Key>({{"url", true},
                                             {"secret", true},
                                             {"format"},
                                             {"method"},
                                             {"headers"},
                                             {"body"},
                                             {"allow_http"},
                                             {"allow_private"}});
constexpr auto address = std::to_array<Key>({{"url", true}, {"allow_http"}, {"allow_private"}});
constexpr auto address_token = std::to_array<Key>({{"url", true}, {"token", true}, {"allow_http"}, {"allow_private"}});
constexpr auto telegram =
    std::to_array<Key>({{"url", true}, {"token", true}, {"chat"}, {"allow_http"}, {"allow_private"}});
constexpr auto matrix =
    std::to_array<Key>({{"url", true}, {"token", true}, {"room"}, {"allow_http"}, {"allow_private"}});
constexpr auto pushover =
    std::to_array<Key>({{"url", true}, {"token", true}, {"user", true}, {"allow_http"}, {"allow_private"}});

constexpr auto types = std::to_array<SinkType>({{"desktop", desktop},
                                                {"console", {}},
                                                {"webhook", webhook},
                                                {"ntfy", address_token},
                                                {"gotify", address_token},
                                                {"slack", address},
                                                {"discord", address},
                                                {"mattermost", address},
                                                {"telegram", telegram},
                                                {"matrix", matrix},
                                                {"teams", address},
                                                {"pushover", pushover},
                                                {"googlechat", address},
                                                {"homeassistant", address_token}});

}  // namespace

std::span<std::string_view const> top_keys() {
    return top;
}
std::span<Key const> poll_keys() {
    return poll;
}
std::span<Key const> alerts_keys() {
    return alerts;
}
std::span<Key const> state_keys() {
    return state;
}
std::span<Key const> control_keys() {
    return control;
}
std::span<Key const> feed_keys() {
    return feed;
}
std::span<Key const> common_sink_keys() {
    return common_sink;
}
std::span<SinkType const> sink_types() {
    return types;
}

SinkType const* find_sink_type(std::string_view name) {
    auto const* const found =
        std::find_if(types.begin(), types.end(), [name](auto& type) { return type.name == name; });
    return found == types.end() ? nullptr : found;
}

bool matches(Key const& key, std::string_view written) {
    if (!written.starts_with(key.name)) return false;
    written.remove_prefix(key.name.size());
    return written.empty() || (key.secret && (written == "_file" || written == "_credential"));
}

bool contains(std::span<Key const> keys, std::string_view written) {
    return std::any_of(keys.begin(), keys.end(), [written](Key const& key) { return matches(key, written); });
}

std::vector<std::string> known_keys() {
    std::vector<std::string> names;
    auto const add = [&names](std::string_view table, std::span<Key const> keys) {
        for (auto const& key : keys) {
            auto name = std::string(table).append(".").append(key.name);
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
        }
    };
    add("poll", poll);
    add("alerts", alerts);
    add("state", state);
    add("control", control);
    add("feed", feed);
    add("sinks.*", common_sink);
    for (auto const& type : types) add("sinks.*", type.keys);
    return names;
}

}  // namespace feedherald::config
