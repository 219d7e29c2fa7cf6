// SPDX-License-Identifier: MIT
// What a busy feed has pushed out of its document between two polls, read from its older pages (RFC 5005, WordPress).
#pragma once

#include "engine/rooms.hpp"
#include "model/change.hpp"
#include "model/subscription.hpp"

#include <functional>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** True for a document of which nothing was known, where that can mean posts that nobody has seen. */
bool leaves_a_gap(Change const& change, Feed const& feed);

/** `feed` with the items of older pages behind its own, until `reaches_back` says that they reach what is known; the
 * feed as it was where there are no such pages. At most five, one after the other, `gap` apart, and only from the host
 * that `url` is on. `url`: where the document came from. Throws what the clock throws. */
boost::asio::awaitable<Feed> with_older_pages(Feed feed, std::string url, Subscription sub, Rooms const& rooms,
                                              Duration gap, std::function<bool(Feed const&)> reaches_back);

}  // namespace feedherald::engine
