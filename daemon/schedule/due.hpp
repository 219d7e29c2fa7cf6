// SPDX-License-Identifier: MIT
// When a feed is asked next, and why then.
#pragma once

#include "model/known.hpp"
#include "model/subscription.hpp"

#include <optional>
#include <string>

namespace feedherald::schedule {

struct Due {
    Instant at{};
    std::optional<Instant> not_before;  ///< an explicit Retry-After: holds even `run --once` and the user back
    bool is_capped = false;             ///< the publisher asked for more than anybody should (A-17)
    std::string reason;                 ///< for people: "the server says that its answer is good for so long"
    std::string why;                    ///< the same as a sentence: "next poll in 1 hour: the server says …"
};

/** After a poll that left the feed in `after`. `jitter` of [0, 1) makes it later, never earlier. */
Due next_due(Instant now, Subscription const& sub, FeedState const& after, Fetched const& fetched,
             Reading const& reading, double jitter);

/** No rule of ours makes a feed of that policy wait longer: what lies further ahead was written under a wrong clock. */
Duration longest_wait(PollPolicy const& policy);

/** When a feed of which the store knows this is due. Now, where it was never polled, and where a clock that was set
 * wrong left instants that no rule of ours can have made. */
Instant due_at(FeedState const& state, PollPolicy const& policy, Instant now);

/** Until when an answer keeps every feed of its host quiet: a refusal, or a limit that is used up; empty
 *  where it does not. Public hosts only: see polite_host(). */
std::optional<Instant> host_quiet_until(Fetched const& fetched, FeedState const& after, Instant now);

/** Whether a refusal or a 304 says how long, by a Retry-After: the only thing that holds `run --once` back. */
bool names_its_wait(Fetched const& fetched, Instant now);

}  // namespace feedherald::schedule
