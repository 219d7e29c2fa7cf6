// SPDX-License-Identifier: MIT
// The whole configuration as valid values: what a loaded config.toml means. Nothing here refers to TOML.
#pragma once

#include "model/subscription.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace feedherald::config {

enum class OnMetered { poll, slow, stop };

/** The keys of [poll] that are not per feed; the others live in each Subscription. */
struct PollSettings {
    int concurrency = 64;
    Duration host_gap = std::chrono::seconds{5};
    OnMetered on_metered = OnMetered::slow;
    friend bool operator==(PollSettings const&, PollSettings const&) = default;
};

struct StateSettings {
    std::string directory;  ///< empty: INTERFACE's search order
    Duration keep = std::chrono::days{400};
    friend bool operator==(StateSettings const&, StateSettings const&) = default;
};

struct DesktopSettings {
    enum class Hold { dnd, locked, never };
    int max_popups = 5;
    std::optional<Duration> timeout;  ///< empty: the server's default; zero: never
    bool actions = true;
    Hold hold = Hold::dnd;
    std::string sound;
    friend bool operator==(DesktopSettings const&, DesktopSettings const&) = default;
};

struct ConsoleSettings {
    friend bool operator==(ConsoleSettings const&, ConsoleSettings const&) = default;
};

/** `body_json` is the `body` table written as JSON once, at load time; the strings in it are still templates. */
struct WebhookSettings {
    enum class Format { standard, cloudevents, custom };
    Secret url;                   ///< an address may itself be the key
    std::vector<Secret> secrets;  ///< "whsec_…", the newest first; several while rotating
    Format format = Format::standard;
    std::string method = "POST";
    std::vector<std::pair<std::string, Secret>> headers;
    std::string body_json;  ///< format = custom
    bool allow_http = false;
    bool url_is_secret = false;  ///< it is kept in a file of its own, or by systemd
    friend bool operator==(WebhookSettings const&, WebhookSettings const&) = default;
};

/** ntfy, gotify, slack, …: `type` of the sink says which. */
struct PresetSettings {
    Secret url;
    Secret token;
    std::string chat;  ///< telegram
    std::string room;  ///< matrix
    Secret user;       ///< pushover
    bool allow_http = false;
    bool url_is_secret = false;  ///< its path is the key, or it is kept in a file of its own or by systemd
    friend bool operator==(PresetSettings const&, PresetSettings const&) = default;
};

struct Rate {
    int count = 0;
    Duration per{};
    friend bool operator==(Rate const&, Rate const&) = default;
};

struct SinkSettings {
    SinkName name;
    std::string type;  ///< "desktop", "console", "webhook" or a preset's name
    Duration retry_for = std::chrono::days{3};
    std::optional<Rate> rate;  ///< empty: the preset's own, else none
    std::variant<DesktopSettings, ConsoleSettings, WebhookSettings, PresetSettings> settings;
    bool allow_private = false;  ///< for its host name to lead to a private address; of those that send HTTP
    std::string ca_file;         ///< [poll] ca_file
    std::string user_agent;      ///< [poll] user_agent
    Secret proxy;                ///< [poll] proxy
    friend bool operator==(SinkSettings const&, SinkSettings const&) = default;
};

struct Settings {
    PollSettings poll;
    StateSettings state;
    bool dbus = true;                 ///< [control] dbus
    std::vector<Subscription> feeds;  ///< in the order of the files
    std::vector<SinkSettings> sinks;  ///< "desktop" is always among them
};

}  // namespace feedherald::config
