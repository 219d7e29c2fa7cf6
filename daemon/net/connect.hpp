// SPDX-License-Identifier: MIT
// TCP to the first of several addresses that answers (RFC 8305 §5).
#pragma once

#include "net/trouble.hpp"

#include <chrono>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace feedherald::net {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/** In that order, each 250 ms after the one before or as soon as that one has failed; all others are closed. No time
 *  limit of its own. Trouble is what the first address answered: offline, connect. */
boost::asio::awaitable<Attempt<boost::asio::ip::tcp::socket>> connect_first(boost::asio::any_io_executor executor,
                                                                            Endpoints endpoints);

/** "the server refuses connections" and the like. */
Trouble connect_trouble(boost::system::error_code error, bool is_v4);

}  // namespace feedherald::net
