// SPDX-License-Identifier: MIT
// What the log says of a poll.
#pragma once

#include "engine/poll.hpp"
#include "model/known.hpp"
#include "schedule/due.hpp"

namespace feedherald::engine {

/** Once for each thing that has changed: what goes on as before is said at debug level. */
void report(Polled const& polled, Subscription const& sub, FeedState const& before, FeedState const& after,
            schedule::Due const& due, bool rekeyed, Instant now);
void report_gap(Subscription const& sub, FeedState const& state);

}  // namespace feedherald::engine
