// SPDX-License-Identifier: MIT
// Hosts that asked to be left alone, remembered over restarts.
#pragma once

#include "store/store.hpp"

#include <map>
#include <string>

namespace feedherald::engine {

/** A Retry-After is obeyed for 7 days at most: what ends later than this from now was written under a wrong clock. */
inline constexpr Duration longest_cool_down = std::chrono::days{8};

/** Those that hold at `now`; the others are forgotten. */
std::map<std::string, Instant> load_cool_downs(store::Store& store, Instant now);
void save_cool_down(store::Store& store, std::string const& host, Instant until);

}  // namespace feedherald::engine
