// SPDX-License-Identifier: MIT
// Every key there is: the tables that readers check against, and that the documentation is tested with.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::config {

struct Key {
    std::string_view name;
    bool secret = false;  ///< may also be given as NAME_file or NAME_credential
};

struct SinkType {
    std::string_view name;
    std::span<Key const> keys;  ///< besides those of every sink
};

std::span<std::string_view const> top_keys();
std::span<Key const> poll_keys();
std::span<Key const> alerts_keys();
std::span<Key const> state_keys();
std::span<Key const> control_keys();
/** With those of [alerts] and [poll] that a feed may override. */
std::span<Key const> feed_keys();
/** type, retry_for, rate. */
std::span<Key const> common_sink_keys();
std::span<SinkType const> sink_types();
SinkType const* find_sink_type(std::string_view name);

/** True for the key itself, and for its NAME_file and NAME_credential where it is a secret. */
bool matches(Key const& key, std::string_view written);
bool contains(std::span<Key const> keys, std::string_view written);

/** Every key as "poll.interval", "feed.url", "sinks.*.token"; secrets by their plain name alone. */
std::vector<std::string> known_keys();

}  // namespace feedherald::config
