// SPDX-License-Identifier: MIT
// What a person is told about a feed itself: that it fails, that it is back, that it has gone, that it has fallen
// silent. Each once.
#pragma once

#include "model/alert.hpp"
#include "model/known.hpp"

#include <vector>

namespace feedherald::dispatch {

/** Compares the feed's row before a poll with the one to be recorded, and keeps the `…_reported` of `after` up to date:
 *  feed.failing when it has failed for `failing_after`; feed.gone when it has become gone (A-26; B-26: its document
 *  says that it has ended); feed.recovered when either was reported and the feed is ok again; feed.silent,
 *  of low urgency, where the user asks for it. */
std::vector<Owed> feed_alerts(FeedState const& before, FeedState& after, Subscription const& subscription, Instant now);

}  // namespace feedherald::dispatch
