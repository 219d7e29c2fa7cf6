// SPDX-License-Identifier: MIT
#include "engine/redirect_turn.hpp"

#include "base/duration.hpp"
#include "engine/event.hpp"
#include "net/proxy.hpp"
#include "schedule/host.hpp"

#include <chrono>

#include <boost/asio/this_coro.hpp>

namespace feedherald::engine {

namespace asio = boost::asio;

std::string server_of(Subscription const& sub, std::string const& url) {
    auto server = schedule::polite_host(url);
    if (server.empty() || sub.fetch->proxy.empty()) return server;
    auto const proxy = net::parse_proxy(sub.fetch->proxy);
    return proxy ? server + " via " + proxy->name() : server;
}

asio::awaitable<std::optional<net::Objection>> redirect_turn(Uri from, Uri to, Subscription const& sub,
                                                             CoolDowns const& cool_downs, PollQueue& queue,
                                                             Clock& clock) {
    auto const host = schedule::polite_host(to.text());
    if (host.empty() || host == schedule::polite_host(from.text())) co_return std::nullopt;
    auto const server = server_of(sub, to.text());
    Event pause{co_await asio::this_coro::executor};
    while (true) {
        auto const now = clock.now();
        if (auto const until = cool_downs.until(server, now)) {
            net::Objection objection;
            objection.reason = "a redirect leads to " + host + ", which has asked for fewer requests, for another " +
                               in_words(*until - now);
            if (cool_downs.is_named(server, now))
                objection.wait = std::chrono::ceil<std::chrono::seconds>(*until - now);
            co_return objection;
        }
        auto const free_at = queue.free_at(host);
        if (free_at <= now) break;
        co_await clock.wait(free_at, pause);
    }
    queue.visit(host, clock.now());
    co_return std::nullopt;
}

}  // namespace feedherald::engine
