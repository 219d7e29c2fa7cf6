// SPDX-License-Identifier: MIT
#include "net/connect.hpp"

#include "base/text.hpp"

#include <optional>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::net {

namespace asio = boost::asio;
using Socket = asio::ip::tcp::socket;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds attempt_delay{250};

/** Shared by the attempts; owned by connect_first, which outlives them. */
struct Race {
    asio::any_io_executor executor;
    Endpoints endpoints;
    std::vector<asio::steady_timer>
        gates;  ///< attempt i starts when gates[i] opens, or is cancelled by i - 1's failure
    std::vector<error_code> errors;
    std::optional<Socket> winner;
};

/** Throws when it fails: that is how the group tells a success. */
asio::awaitable<void> attempt(Race& race, std::size_t index) {
    co_await race.gates[index].async_wait(asio::as_tuple(asio::use_awaitable));
    Socket socket{race.executor};
    auto const [error] = co_await socket.async_connect(race.endpoints[index], asio::as_tuple(asio::use_awaitable));
    race.errors[index] = error;
    if (!error) {
        if (!race.winner) race.winner = std::move(socket);
        co_return;
    }
    if (index + 1 < race.gates.size()) race.gates[index + 1].expires_at(asio::steady_timer::time_point::min());
    throw boost::system::system_error(error);
}

asio::awaitable<Attempt<Socket>> connect_one(asio::any_io_executor executor, asio::ip::tcp::endpoint endpoint) {
    Socket socket{executor};
    auto const [error] = co_await socket.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    if (error) co_return connect_trouble(error, endpoint.address().is_v4());
    co_return std::move(socket);
}

}  // namespace

Trouble connect_trouble(error_code error, bool is_v4) {
    using Kind = Failure::Kind;
    if (error == asio::error::connection_refused) return {Kind::connect, "the server refuses connections"};
    if (error == asio::error::timed_out) return {Kind::connect, "the server does not answer"};
    if (error == asio::error::host_unreachable) return {Kind::connect, "no route to the server"};
    if (error == asio::error::network_unreachable || error == asio::error::network_down) {
        if (is_v4) return {Kind::offline, "the network is unreachable"};
        return {Kind::connect, "the server has only IPv6 addresses, and this machine has no IPv6 network"};
    }
    return {Kind::connect, "cannot connect: " + to_lower_ascii(error.message())};
}

asio::awaitable<Attempt<Socket>> connect_first(asio::any_io_executor executor, Endpoints endpoints) {
    if (endpoints.size() == 1) co_return co_await connect_one(executor, endpoints.front());
    Race race{executor, std::move(endpoints), {}, {}, {}};
    race.errors.assign(race.endpoints.size(), asio::error::operation_aborted);
    auto const start = asio::steady_timer::clock_type::now();
    using Operation = decltype(asio::co_spawn(executor, attempt(race, 0), asio::deferred));
    std::vector<Operation> operations;
    for (std::size_t i = 0; i < race.endpoints.size(); ++i) {
        race.gates.emplace_back(executor, start + i * attempt_delay);
    }
    for (std::size_t i = 0; i < race.endpoints.size(); ++i) {
        operations.push_back(asio::co_spawn(executor, attempt(race, i), asio::deferred));
    }
    auto group = asio::experimental::make_parallel_group(std::move(operations));
    co_await std::move(group).async_wait(asio::experimental::wait_for_one_success(), asio::use_awaitable);
    if (race.winner) co_return std::move(*race.winner);
    for (auto const& error : race.errors) {
        // Only a success or the caller cancels the attempts, and there was none.
        if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    }
    auto worst = connect_trouble(race.errors[0], race.endpoints[0].address().is_v4());
    for (std::size_t i = 1; i < race.errors.size(); ++i) {
        // An IPv4 address speaks for the network; an IPv6 one may only lack a route.
        auto const trouble = connect_trouble(race.errors[i], race.endpoints[i].address().is_v4());
        if (worst.kind == Failure::Kind::offline || race.errors[0] == asio::error::network_unreachable) worst = trouble;
    }
    co_return worst;
}

}  // namespace feedherald::net
