// SPDX-License-Identifier: MIT
// The whole program in one function: fetch, parse, diff, dispatch, schedule, record.
#pragma once

#include "engine/outage.hpp"
#include "engine/rooms.hpp"
#include "model/alert.hpp"
#include "model/fetched.hpp"
#include "model/subscription.hpp"
#include "schedule/due.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** What a poll came to, for those who watch; everything that matters is in the store by then. */
struct Polled {
    enum class Result {
        unchanged,
        changed,
        failed,
        not_asked,  ///< the answer was a 304 to another feed's validators, which says nothing of this one
    };
    Result result = Result::unchanged;
    std::size_t new_items = 0;         ///< a first poll's items count as new
    std::string feed;                  ///< the name to show
    std::string reason;                ///< of a failure
    std::optional<Instant> next_poll;  ///< empty: never again by itself (410)
    std::string next_url;              ///< where that one goes (A-64)
    std::string document_url;          ///< where the last document came from
    std::string answered_by;           ///< the address that answered, or was asked in vain
    schedule::HostAnswer host;         ///< what that server says to all who ask it (A-24)
    Health health = Health::fresh;     ///< from now on, unless it was offline or not asked
    bool began_to_fail = false;        ///< it did not fail before
    bool recovered = false;            ///< it failed before, or was gone
    std::vector<Alert> alerts;         ///< of new items, that this poll owes
    bool is_offline = false;           ///< our own network is away: nothing was recorded, and the feed is due as before
};

/** Other feeds whose document is the one at this address: what they know, a feed that has become one with them knows
 *  as well. */
using FeedsAt = std::function<std::vector<FeedId>(std::string const& document_url)>;

/** One request for all of `together`, which would ask the same; the first of them asks. In their order, what it
 *  came to for each. `outage` hears of every answer; `host_gap` lies between requests for the pages of one feed.
 *  `together` outlives it. Throws only what the store throws, and operation_aborted. */
boost::asio::awaitable<std::vector<Polled>> poll(std::vector<Subscription> const& together, Rooms const& rooms,
                                                 FeedsAt others_at, Outage& outage, Duration host_gap,
                                                 net::BeforeRedirect before_redirect = nullptr);

/** All of a poll but its request: for an answer that is there already. Throws only what the store throws. */
Polled take_in(Subscription const& sub, Fetched const& fetched, Rooms const& rooms);

}  // namespace feedherald::engine
