// SPDX-License-Identifier: MIT
// the first address that answers wins, black holes cost a quarter of a second each.
#include "net/connect.hpp"

#include "net/black_hole.hpp"
#include "net/harness.hpp"

#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

using namespace std::chrono_literals;
using boost::asio::ip::make_address;
using boost::asio::ip::tcp;

struct Outcome {
    std::string text;  ///< the address reached, or the reason
    std::chrono::steady_clock::duration took{};
};

boost::asio::awaitable<void> connect_into(Outcome& outcome, Endpoints endpoints) {
    auto const executor = co_await boost::asio::this_coro::executor;
    auto const socket = co_await connect_first(executor, std::move(endpoints));
    outcome.text = socket ? socket->remote_endpoint().address().to_string() : socket.error().reason;
}

Outcome connect(Endpoints endpoints) {
    boost::asio::io_context context{1};
    Outcome outcome;
    auto const start = std::chrono::steady_clock::now();
    auto work = connect_into(outcome, std::move(endpoints));
    boost::asio::co_spawn(context, std::move(work), [](std::exception_ptr error) { EXPECT_FALSE(error); });
    context.run_for(10s);
    outcome.took = std::chrono::steady_clock::now() - start;
    return outcome;
}

tcp::endpoint at(char const* address, std::uint16_t port) {
    return {make_address(address), port};
}

struct TwoPlaces : testing::Test {
    net_test::Server server{[](auto const&) { return net_test::ok("x"); }};
    std::uint16_t port = server.port();
};

TEST_F(TwoPlaces, a_black_hole_first_costs_a_quarter_of_a_second) {
    net_test::BlackHole const hole{"127.0.0.2", port};
    auto const outcome = connect({at("127.0.0.2", port), at("127.0.0.1", port)});
    EXPECT_EQ(outcome.text, "127.0.0.1");
    EXPECT_GE(outcome.took, 240ms);
    EXPECT_LT(outcome.took, 600ms);
}

TEST_F(TwoPlaces, a_refusal_first_costs_nothing) {
    auto const outcome = connect({at("127.0.0.3", port), at("127.0.0.1", port)});
    EXPECT_EQ(outcome.text, "127.0.0.1");
    EXPECT_LT(outcome.took, 200ms);
}

TEST_F(TwoPlaces, the_first_wins_where_both_answer) {
    net_test::ServerOptions options;
    options.address = "127.0.0.2";
    options.port = port;
    net_test::Server second{options, [](auto const&) { return net_test::ok("x"); }};
    EXPECT_EQ(connect({at("127.0.0.1", port), at("127.0.0.2", port)}).text, "127.0.0.1");
    EXPECT_EQ(second.connections(), 0);
}

TEST_F(TwoPlaces, all_refusing_is_told_at_once) {
    auto const outcome = connect({at("127.0.0.3", port), at("127.0.0.4", port), at("127.0.0.5", port)});
    EXPECT_EQ(outcome.text, "the server refuses connections");
    EXPECT_LT(outcome.took, 200ms);
    EXPECT_EQ(connect({at("127.0.0.3", port)}).text, "the server refuses connections");
}

TEST(ConnectTrouble, tells_offline_from_a_host_that_does_not_answer) {
    namespace error = boost::asio::error;
    EXPECT_EQ(connect_trouble(error::network_unreachable, true).kind, Failure::Kind::offline);
    EXPECT_EQ(connect_trouble(error::network_unreachable, false).kind, Failure::Kind::connect);
    EXPECT_EQ(connect_trouble(error::host_unreachable, true).kind, Failure::Kind::connect);
    EXPECT_EQ(connect_trouble(error::connection_refused, true).kind, Failure::Kind::connect);
    EXPECT_EQ(connect_trouble(error::timed_out, true).reason, "the server does not answer");
}

}  // namespace
}  // namespace feedherald::net
