// SPDX-License-Identifier: MIT
// How often a feed is worth asking and when next, learned from when it published.
#pragma once

#include "model/subscription.hpp"

#include <string>
#include <vector>

namespace feedherald::schedule {

/** Half the median gap between sessions of publication, within the policy's bounds; a feed that has been silent for a
 *  week, two weeks, a month is asked every 6, 12, 24 hours at most (A-19b). `published`: newest first; empty: the
 *  shortest. */
Duration learned_interval(std::vector<Instant> const& published, PollPolicy const& policy, Instant now);

/** How many sessions a feed of that rhythm should have had since its newest; 0 where it has shown no rhythm yet. */
int sessions_overdue(std::vector<Instant> const& published, Instant now);

struct Placed {
    Duration wait{};
    std::string why;
    bool is_habitual = false;  ///< by the feed's hours, not by its pace alone
};

/** The wait, of `at_least` or more, after which asking spares most of the time that posts would lie unread, at the
 * price in requests of learned_interval(). A feed that keeps its hours is asked just after them and seldom between; one
 * that keeps none, at even distances. */
Placed place_next(std::vector<Instant> const& published, PollPolicy const& policy, Duration at_least, Instant now);

}  // namespace feedherald::schedule
