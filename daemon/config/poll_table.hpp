// SPDX-License-Identifier: MIT
// [poll], and those of its keys that a feed may override.
#pragma once

#include "config/settings.hpp"
#include "config/table_reader.hpp"

namespace feedherald::config {

inline constexpr Duration public_floor = std::chrono::minutes{15};
inline constexpr Duration private_floor = std::chrono::minutes{1};

/** feedherald/VERSION (+URL). */
std::string default_user_agent();

/** interval, timeout, max_body, user_agent, proxy, ca_file. The interval is held to private_floor; check_floor does the
 * rest. */
void read_common_poll_keys(TableReader& reader, Subscription& subscription);
void read_poll(TableReader& reader, PollSettings& poll, Subscription& defaults);

/** Reports `key` where its value is below what a public host may be asked. */
void check_floor(TableReader& reader, std::string_view key, Duration value);

}  // namespace feedherald::config
