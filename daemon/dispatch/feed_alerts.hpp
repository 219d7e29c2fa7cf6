// SPDX-License-Identifier: MIT
// What a person is told about a feed itself: that it fails, that it is back, that it has gone. Each once.
#pragma once

#include "model/alert.hpp"
#include "model/known.hpp"

#include <vector>

namespace feedherald::dispatch {

/** Compares the feed's row before a poll with the one to be recorded, and keeps `after.failing_reported` up to date:
 *  feed.failing when it has failed for `failing_after`; feed.gone when it has become gone (A-26; B-26: its document
 *  says that it has ended); feed.recovered when either was reported and the feed is ok again. */
std::vector<Owed> feed_alerts(FeedState const& before, FeedState& after, Subscription const& subscription, Instant now);

}  // namespace feedherald::dispatch
