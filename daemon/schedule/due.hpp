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

/** After a poll that left the feed in `after`. `jitter` of [0, 1) makes it later, never earlier. `refusals`: see
 *  below; of another answer than a refusal it does not matter. */
Due next_due(Instant now, Subscription const& sub, FeedState const& after, Fetched const& fetched,
             Reading const& reading, double jitter, int refusals = 1);

/** How many answers in a row, this one included, were refusals (429, 503); 0: this is none. Other failures before them
 *  say nothing of how patient the server is. */
int refusals_in_a_row(FeedState const& before, Fetched const& fetched);

/** No rule of ours makes a feed of that policy wait longer: what lies further ahead was written under a wrong clock. */
Duration longest_wait(PollPolicy const& policy);

/** When a feed of which the store knows this is due. Now, where it was never polled, and where a clock that was set
 * wrong left instants that no rule of ours can have made. */
Instant due_at(FeedState const& state, PollPolicy const& policy, Instant now);

/** What an answer means for all who ask its host: a refusal, or a limit that is used up. */
struct HostAnswer {
    bool is_there = false;               ///< somebody answered
    bool refuses = false;                ///< 429, 503
    bool is_open_ended = false;          ///< it does not say for how long: overload_wait() does
    bool is_named = false;               ///< by a Retry-After, the only thing that holds `run --once` back
    std::optional<Instant> quiet_until;  ///< as it says itself
};

/** Public hosts only: see polite_host(). */
HostAnswer host_answer(Fetched const& fetched, Instant now);

}  // namespace feedherald::schedule
