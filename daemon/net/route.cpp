// SPDX-License-Identifier: MIT
#include "net/route.hpp"

#include "base/uri_host.hpp"
#include "net/egress.hpp"
#include "net/tunnel.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::net {

namespace asio = boost::asio;

namespace {

constexpr std::size_t session_bytes = 16 * 1024 * 1024;

/** Two requests may share a connection, and a TLS session, only where all of this is equal. */
std::string key_of(Uri const& uri, Reach const& reach, std::optional<Proxy> const& proxy) {
    auto key = uri.origin() + '\n' + reach.ca_file + '\n' + reach.client_cert + '\n' + reach.client_key + '\n';
    if (proxy) key += proxy->name() + '\n' + proxy->username + '\n' + proxy->password.reveal();
    return key;
}

Trouble refused(Leave leave, std::string const& host, asio::ip::address const& address) {
    auto const text = address.to_string();
    auto reason = host == text ? "the private address " + text : host + ", which has the private address " + text;
    if (!leave.first_hop) return {Failure::Kind::refused, "a redirect leads to " + reason};
    return {Failure::Kind::refused,
            host + " has the private address " + text + "; allow_private = true would allow it"};
}

}  // namespace

Router::Router(asio::any_io_executor executor, ClientOptions options)
    : executor_(executor),
      options_(std::move(options)),
      contexts_(options_.environment),
      sessions_(session_bytes),
      resolver_(executor, options_.lookup ? options_.lookup : Lookup(ask_system)),
      idle_(executor, options_.phases.idle),
      turnstile_(executor) {
    if (!options_.is_private)
        options_.is_private = [](asio::ip::address const& address) { return is_private(address); };
}

Attempt<Endpoints> Router::permitted(Resolver::Addresses const& addresses, std::string const& host, std::uint16_t port,
                                     Leave const* leave) const {
    Endpoints endpoints;
    for (auto const& address : addresses) {
        bool const allowed = leave == nullptr || leave->private_addresses || !options_.is_private(address);
        if (allowed) endpoints.emplace_back(address, port);
    }
    if (endpoints.empty()) return refused(*leave, host, addresses.front());
    return endpoints;
}

/** Of the public ones among them; private hosts are nobody's crowd. */
asio::awaitable<Turnstile::Pass> Router::enter(std::vector<asio::ip::address> addresses, Watchdog& watchdog) {
    auto const [first_private, end] = std::ranges::remove_if(addresses, options_.is_private);
    addresses.erase(first_private, end);
    if (addresses.empty()) co_return Turnstile::Pass{};
    bool waits = false;
    std::function<void()> const on_wait = [&] {
        waits = true;
        watchdog.pause();
    };
    auto pass = co_await turnstile_.enter_address(std::move(addresses), on_wait);
    if (waits) watchdog.resume();
    co_return pass;
}

asio::awaitable<Attempt<Connection>> Router::dial(std::string const& host, std::uint16_t port, Leave const* leave,
                                                  Watchdog& watchdog, Turnstile::Pass& at_address) {
    watchdog.limit(options_.phases.lookup, "the name was not looked up");
    auto addresses = co_await resolver_.resolve(host);
    if (!addresses) co_return addresses.error();
    auto endpoints = permitted(*addresses, host, port, leave);
    if (!endpoints) co_return endpoints.error();
    if (leave != nullptr && leave->is_polite) {
        std::vector<asio::ip::address> candidates;
        for (auto const& endpoint : *endpoints) candidates.push_back(endpoint.address());
        at_address = co_await enter(std::move(candidates), watchdog);
        std::erase_if(*endpoints, [&](auto const& endpoint) {
            return !options_.is_private(endpoint.address()) && !at_address.is_for(endpoint.address());
        });
    }
    watchdog.limit(options_.phases.connect, "no connection");
    auto socket = co_await connect_first(executor_, std::move(*endpoints));
    if (!socket) {
        resolver_.forget(host);
        co_return socket.error();
    }
    Connection connection{std::move(*socket)};
    at_address.settle(connection.remote());
    resolver_.remember(host, connection.remote());
    co_return connection;
}

asio::awaitable<Attempt<Routed>> Router::reach(Uri const& uri, Reach const& reach, Leave leave, bool fresh,
                                               Watchdog& watchdog) {
    auto const proxy = proxy_for(uri, reach.proxy, options_.environment);
    if (!proxy) co_return proxy.error();
    auto const key = key_of(uri, reach, *proxy);
    bool const through_proxy = proxy->has_value();
    if (through_proxy && !leave.private_addresses && names_private_host(uri.host)) {
        // The name of a host behind a proxy is the proxy's to look up; a literal can be judged here.
        co_return Trouble{Failure::Kind::refused, "a redirect leads to the private address " + uri.host};
    }
    Turnstile::Pass at_host;
    if (leave.is_polite && !names_private_host(uri.host)) {
        bool waits = false;
        std::function<void()> const on_wait = [&] {
            waits = true;
            watchdog.pause();
        };
        at_host = co_await turnstile_.enter_host(uri.authority(), on_wait);
        if (waits) watchdog.resume();
    }
    Turnstile::Pass at_address;
    if (auto kept = fresh ? std::nullopt : idle_.take(key)) {
        bool const is_local = through_proxy ? names_private_host(uri.host) : options_.is_private(kept->remote());
        if (leave.private_addresses || !is_local) {
            std::vector<asio::ip::address> const there{kept->remote()};
            if (leave.is_polite && !through_proxy) at_address = co_await enter(there, watchdog);
            Routed routed{std::move(*kept), key, true, is_local, std::move(at_host), std::move(at_address)};
            co_return routed;
        }
    }
    auto const& host = through_proxy ? (*proxy)->host : uri.host;
    auto const port = through_proxy ? (*proxy)->port : uri.port;
    auto dialled = co_await dial(host, port, through_proxy ? nullptr : &leave, watchdog, at_address);
    if (!dialled) {
        auto trouble = dialled.error();
        if (through_proxy) trouble.reason = "the proxy " + (*proxy)->name() + ": " + trouble.reason;
        co_return trouble;
    }
    bool const is_local = through_proxy ? names_private_host(uri.host) : options_.is_private(dialled->remote());
    Routed routed{std::move(*dialled), key, false, is_local, std::move(at_host), std::move(at_address)};
    if (through_proxy) {
        auto const opened = co_await open_tunnel(routed.connection, **proxy, uri);
        if (!opened) co_return opened.error();
    }
    if (uri.scheme == "https") {
        watchdog.limit(options_.phases.tls, "no TLS");
        auto const context = contexts_.context(reach);
        if (!context) co_return context.error();
        TlsPeer peer{uri.host, key, &sessions_, {}};
        auto const secured = co_await routed.connection.start_tls(*context, std::move(peer));
        if (!secured) co_return secured.error();
    }
    co_return routed;
}

void Router::keep(Routed routed) {
    idle_.put(routed.key, std::move(routed.connection));
}

}  // namespace feedherald::net
