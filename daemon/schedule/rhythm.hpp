// SPDX-License-Identifier: MIT
// How often a feed is worth asking, learned from when it published.
#pragma once

#include "model/subscription.hpp"

#include <vector>

namespace feedherald::schedule {

/** Half the median gap between publications, within the policy's bounds; a feed that has been silent for a week, two
 *  weeks, a month is asked every 6, 12, 24 hours at most (A-19b). `published`: newest first; empty: the shortest. */
Duration learned_interval(std::vector<Instant> const& published, PollPolicy const& policy, Instant now);

}  // namespace feedherald::schedule
