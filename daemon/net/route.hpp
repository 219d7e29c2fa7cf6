// SPDX-License-Identifier: MIT
// From an address to a connection that reaches it: proxy, lookup, egress guard, TCP, TLS; or one that was kept.
#pragma once

#include "net/client.hpp"
#include "net/connect.hpp"
#include "net/exchange.hpp"
#include "net/idle_pool.hpp"
#include "net/resolve.hpp"
#include "net/session_cache.hpp"
#include "net/tls.hpp"
#include "net/turnstile.hpp"
#include "net/watchdog.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::net {

/** A connection under the key by which it may be kept. */
struct Routed {
    Connection connection;
    std::string key;
    bool was_kept = false;
    bool is_private = false;  ///< it leads to a private address
    Turnstile::Pass at_host;  ///< held as long as the request is under way
    Turnstile::Pass at_address;
};

/** Where one hop may go, and in what company. */
struct Leave {
    bool private_addresses = false;
    bool first_hop = true;
    bool is_polite = false;  ///< Request::is_polite
};

class Router {
  public:
    Router(boost::asio::any_io_executor executor, ClientOptions options);
    /** References outlive the call. `fresh`: do not take one that was kept. */
    boost::asio::awaitable<Attempt<Routed>> reach(Uri const& uri, Reach const& reach, Leave leave, bool fresh,
                                                  Watchdog& watchdog);
    void keep(Routed routed);

  private:
    /** `leave` is null for the way to a proxy. */
    boost::asio::awaitable<Attempt<Connection>> dial(std::string const& host, std::uint16_t port, Leave const* leave,
                                                     Watchdog& watchdog, Turnstile::Pass& at_address);
    boost::asio::awaitable<Turnstile::Pass> enter(std::vector<boost::asio::ip::address> addresses, Watchdog& watchdog);
    /** The addresses that may be connected to (C-20), or why none may. */
    [[nodiscard]] Attempt<Endpoints> permitted(Resolver::Addresses const& addresses, std::string const& host,
                                               std::uint16_t port, Leave const* leave) const;

    boost::asio::any_io_executor executor_;
    ClientOptions options_;
    TlsContexts contexts_;
    SessionCache sessions_;
    Resolver resolver_;
    IdlePool idle_;
    Turnstile turnstile_;
};

}  // namespace feedherald::net
