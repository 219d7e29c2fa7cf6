// SPDX-License-Identifier: MIT
// When a delivery that failed is tried again, and when it is given up.
#pragma once

#include "base/instant.hpp"

#include <chrono>
#include <optional>

namespace feedherald::dispatch {

/** Nothing that a receiver asks for is waited for longer. */
constexpr std::chrono::milliseconds longest_asked = std::chrono::days{7};

/** The wait after the `attempts`-th failed attempt (1 is the first): 2 s, doubling, each ± 50 % (`jitter` of [0,1), 0.5
 *  is the middle), never over 1 h. */
std::chrono::milliseconds retry_wait(int attempts, double jitter);

struct Failed {
    Instant first_attempt{};                         ///< retry_for counts from it: waiting is not failing
    int attempts = 1;                                ///< made so far, the one that just failed included
    std::optional<std::chrono::milliseconds> asked;  ///< by the receiver; wins when it is longer
    Duration retry_for{};
};

/** Empty: retry_for is over, the delivery is given up. The last attempt is made at the end of retry_for, or later where
 *  the receiver asked for that. */
std::optional<Instant> next_attempt(Failed const& failed, Instant now, double jitter);

}  // namespace feedherald::dispatch
