// SPDX-License-Identifier: MIT
// Permanent moves of a feed: noticed, used, adopted, taken back (A-62..A-66).
#pragma once

#include "model/change.hpp"
#include "model/known.hpp"
#include "model/subscription.hpp"

#include <string>

namespace feedherald::schedule {

/** The redirect was seen three times over two days: the old address is not asked any more. */
bool is_adopted(Move const& move);

/** Where a request at `now` goes: to the new address while a move stands; to the configured one else, and once a day
 *  until the move is adopted, so that its redirect is seen again. */
std::string request_url(Subscription const& sub, FeedState const& state, Instant now);

/** The move after a poll at `asked` that came to `fetched`. `before` is the feed as it was, `failures` counts this
 * poll; `change` is null where nothing was parsed. Every hop must be permanent and the feed behind it the same.
 */
Move after_request(FeedState const& before, Subscription const& sub, std::string const& asked, Fetched const& fetched,
                   Reading const& reading, Change const* change, int failures, Instant now);

/** The old address of a feed that has moved failed: that says nothing of the feed, which lives elsewhere. */
bool only_old_address_failed(FeedState const& before, std::string const& asked, Fetched const& fetched,
                             Reading const& reading);

/** The feed was asked at its new address, and what came there left no move in `after`: what becomes of the feed itself,
 *  its own address knows, even after a 410. */
bool is_taken_back(FeedState const& before, std::string const& asked, Move const& after);

}  // namespace feedherald::schedule
