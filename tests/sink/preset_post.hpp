// SPDX-License-Identifier: MIT
// What a preset makes of a delivery, for the tests of all of them.
#pragma once

#include "sink/webhook/preset.hpp"

#include <map>
#include <string>
#include <string_view>

namespace feedherald::test {

inline std::string address_of(std::string_view preset) {
    static std::map<std::string_view, std::string> const addresses{
        {"ntfy", "https://ntfy.example/my-posts"},
        {"gotify", "https://gotify.example/push/"},
        {"slack", "https://hooks.slack.com/services/T/B/X"},
        {"discord", "https://discord.com/api/webhooks/1/k3y"},
        {"mattermost", "https://mattermost.example/hooks/k3y"},
        {"telegram", "https://api.telegram.org"},
        {"matrix", "https://matrix.example"},
        {"teams", "https://x.logic.azure.com/workflows/1?sig=k3y"},
        {"pushover", "https://api.pushover.net/1/messages.json"},
        {"googlechat", "https://chat.googleapis.com/v1/spaces/S/messages?key=K&token=T"},
        {"homeassistant", "https://home.example/api/webhook/k3y"},
    };
    return addresses.at(preset);
}

inline config::PresetSettings settings_of(std::string_view preset) {
    config::PresetSettings settings;
    settings.url = Secret(address_of(preset));
    settings.token = Secret("t0ken");
    settings.chat = "-1001";
    settings.room = "!room:matrix.example";
    settings.user = Secret("us3r");
    return settings;
}

inline sink::Post post(std::string_view preset, Delivery const& delivery, std::string const& url = "") {
    auto const settings = settings_of(preset);
    auto const endpoint = parse_uri(url.empty() ? address_of(preset) : url);
    return sink::find_preset(preset)->compose({settings, *endpoint, delivery});
}

inline std::string secret_header(sink::Post const& post, std::string_view name) {
    for (auto const& [key, value] : post.secret_headers)
        if (key == name) return value.reveal();
    return "";
}

}  // namespace feedherald::test
