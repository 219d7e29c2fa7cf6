// SPDX-License-Identifier: MIT
// Which items of a changed feed a person is told of, and for each of the others why not.
#pragma once

#include "dispatch/pattern.hpp"
#include "model/alert.hpp"
#include "model/change.hpp"
#include "model/known.hpp"

#include <optional>
#include <string>
#include <vector>

namespace feedherald::dispatch {

/** The patterns of one subscription, compiled; keep it as long as the configuration. */
struct Rules {
    Patterns include;
    Patterns exclude;

    Rules() = default;
    /** Throws std::runtime_error for a pattern that is not valid. */
    explicit Rules(AlertPolicy const& policy);
};

/** Why an item was or was not alerted: what `explain` prints. */
struct Decision {
    std::size_t index = 0;  ///< into Feed::items
    bool alerted = false;
    std::string reason;
};

struct Routed {
    std::vector<Owed> owed;           ///< oldest item first
    std::vector<Decision> decisions;  ///< one an item of the change, in document order
};

/** The items of `feed` should already carry their plain text (Item::text): patterns look at it.
 *  Owed::not_before is left empty; hold_back() fills it. */
Routed route(Change const& change, Feed const& feed, FeedState const& state, Subscription const& subscription,
             Rules const& rules, Instant now);

/** Which of the user's rules keeps the item from being alerted; empty when all let it pass. */
std::string objection(Item const& item, AlertPolicy const& policy, Rules const& rules, Instant now);

/** Quiet hours, a muted feed: those of `owed` that go to one of `sinks` (the desktop ones) wait there until `until`, or
 *  longer where they had to already. Empty: nothing changes. */
void hold_back(std::vector<Owed>& owed, std::vector<SinkName> const& sinks, std::optional<Instant> until);

/** An alert about this feed with everything but kind, item and reason filled in. */
Alert alert_of(FeedState const& state, Subscription const& subscription, std::string const& feed_title, Instant now);

}  // namespace feedherald::dispatch
