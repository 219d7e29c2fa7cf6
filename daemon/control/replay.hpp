// SPDX-License-Identifier: MIT
// What other rules would have made of the past: which alerts of the stored history would appear or vanish, per sink.
#pragma once

#include "config/settings.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace feedherald::control {

struct Replayed {
    Alert alert;
    std::vector<SinkName> appear;  ///< sinks that did not get it and would
    std::vector<SinkName> vanish;  ///< sinks that got it, or were to, and would not
    std::string why;               ///< it vanishes: the rule
};

struct Replay {
    std::size_t looked_at = 0;      ///< alerts, and items that a rule kept from being one
    std::vector<Replayed> changes;  ///< oldest first
};

/** `history` as the store gives it, newest first, with the items that rules withheld (without deliveries). */
Replay replay(std::vector<store::HistoryEntry> const& history, config::Settings const& settings);

}  // namespace feedherald::control
