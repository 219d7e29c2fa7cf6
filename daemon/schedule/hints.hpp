// SPDX-License-Identifier: MIT
// What a feed's document asks of its pollers, as far as it is sensible.
#pragma once

#include "model/feed.hpp"

#include <chrono>
#include <optional>

namespace feedherald::schedule {

/** The longer of ttl (1 to 10080 minutes) and the syndication module's period, which counts only when it is not the
 *  hourly/1 that WordPress writes into every feed. */
std::optional<std::chrono::seconds> hinted_interval(PollHints const& hints);

/** `at`, or the end of the hours and days (GMT) that the feed wants skipped. All 24 or all 7 listed mean none. */
Instant after_skipped(PollHints const& hints, Instant at);

}  // namespace feedherald::schedule
