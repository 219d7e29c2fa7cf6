// SPDX-License-Identifier: MIT
// What a busy feed has pushed out of its document between two polls, read from its older pages (RFC 5005, WordPress).
#pragma once

#include "engine/poll.hpp"
#include "engine/rooms.hpp"
#include "model/change.hpp"
#include "model/subscription.hpp"

#include <functional>
#include <optional>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** True for a document of which nothing was known, where that can mean posts that nobody has seen. */
bool leaves_a_gap(Change const& change, Feed const& feed);

struct OlderPages {
    Feed feed;
    bool reach_back = false;         ///< to what is known
    std::optional<Fetched> refusal;  ///< what the server answered instead of the last page asked for
};

/** `feed` with the items of older pages behind its own, until they reach what is known, by what `judge` says; what is
 * older than that is left out. The feed as it was where there are no such pages. At most five, one after the other,
 * `gap` apart (unless the host is ours), and only from the scheme and host that `url` has. `url`: where the document
 * came from. `before_redirect`: as for the feed itself. Throws what the clock throws. */
boost::asio::awaitable<OlderPages> with_older_pages(Feed feed, std::string url, Subscription sub, Rooms const& rooms,
                                                    Duration gap, net::BeforeRedirect before_redirect,
                                                    std::function<Change(Feed const&)> judge);

/** What a server answers to the request for an older page holds for all who ask it, as any answer does. */
void heed_refusal(Fetched const& page, Polled& polled, Instant now);

}  // namespace feedherald::engine
