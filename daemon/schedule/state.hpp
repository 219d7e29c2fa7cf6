// SPDX-License-Identifier: MIT
// What a poll changes in a feed's row, and what the next request may say because of it.
#pragma once

#include "model/change.hpp"
#include "model/known.hpp"

namespace feedherald::schedule {

/** `before` with the outcome folded in: validators (A-01..A-11), cache fields, hints, health, failures, the publication
 *  instants. `change` is null where nothing was parsed. next_poll and not_before are next_due()'s. */
FeedState after_poll(FeedState before, Fetched const& fetched, Reading const& reading, Change const* change,
                     Instant now);

/** To send with the next request; empty: unconditional. Without the tag where the server has shown that it does not
 * know its own tags again. */
Validators validators_for(FeedState const& state, Instant now);

/** True for a feed that answered nothing but 304 for eight days, while its rhythm says that much should have come: one
 *  request without conditions, once a week at most and ever more seldom while nothing comes, finds out. */
bool is_probe_due(FeedState const& state, Instant now);

/** True for a whole document whose bytes are those parsed last: 200 to a conditional request that changed nothing
 * (A-11). */
bool is_same_body(FeedState const& before, Fetched const& fetched);

}  // namespace feedherald::schedule
