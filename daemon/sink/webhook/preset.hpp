// SPDX-License-Identifier: MIT
// Webhooks of well-known services: each a pure function from an alert to that service's request.
#pragma once

#include "sink/sink.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/post.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace feedherald::sink {

/** What a preset is given: `endpoint` is the address of the configuration. */
struct Addressed {
    config::PresetSettings const& settings;
    Uri endpoint;
    Delivery const& delivery;
};

struct Preset {
    std::string_view name;
    Post (*compose)(Addressed const& to);
    config::Rate rate;  ///< the service's limit; count 0: none known
};

/** Every preset; a row each (presets.cpp). */
std::span<Preset const> presets();
Preset const* find_preset(std::string_view name);

/** `rate` of the configuration, else the limit of the preset's service; empty: none. */
std::optional<config::Rate> rate_of(config::SinkSettings const& settings);

/** Throws std::runtime_error, which names the sink but no value, when the address cannot be used. */
Service preset_service(config::SinkSettings const& settings);
std::unique_ptr<Sink> make_preset(config::SinkSettings const& settings, Surroundings const& surroundings);

Post to_discord(Addressed const& to);
Post to_google_chat(Addressed const& to);
Post to_gotify(Addressed const& to);
Post to_home_assistant(Addressed const& to);
Post to_matrix(Addressed const& to);
Post to_mattermost(Addressed const& to);
Post to_ntfy(Addressed const& to);
Post to_pushover(Addressed const& to);
Post to_slack(Addressed const& to);
Post to_teams(Addressed const& to);
Post to_telegram(Addressed const& to);

}  // namespace feedherald::sink
