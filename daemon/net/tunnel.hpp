// SPDX-License-Identifier: MIT
// Asks a proxy to join a connection to the origin: HTTP CONNECT (RFC 9110 §9.3.6) or SOCKS 5 (RFC 1928, RFC 1929).
#pragma once

#include "net/exchange.hpp"
#include "net/proxy.hpp"

#include <cstdint>
#include <string>

#include <boost/asio/awaitable.hpp>

namespace feedherald::net {

/** `connection` leads to the proxy; afterwards to host:port. The name is resolved by the proxy alone. Arguments by
 *  reference: the caller's frame outlives the call. */
boost::asio::awaitable<Attempt<void>> open_tunnel(Connection& connection, Proxy const& proxy, Uri const& target);

}  // namespace feedherald::net
