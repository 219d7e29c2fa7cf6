// SPDX-License-Identifier: MIT
#include "net/turnstile.hpp"

#include "net/harness.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using net::Turnstile;

struct Gate {
    asio::io_context io{1};
    Turnstile turnstile{io.get_executor()};
    int waits = 0;

    /** Where the pass lands once it is given. */
    std::shared_ptr<std::optional<Turnstile::Pass>> enter(asio::awaitable<Turnstile::Pass> entering) {
        auto place = std::make_shared<std::optional<Turnstile::Pass>>();
        asio::co_spawn(io, std::move(entering), [place](std::exception_ptr const& error, Turnstile::Pass pass) {
            if (!error) place->emplace(std::move(pass));
        });
        settle();
        return place;
    }
    auto host(std::string const& name) {
        return enter(turnstile.enter_host(name, [this] { ++waits; }));
    }
    auto address(std::vector<std::string> const& texts) {
        std::vector<asio::ip::address> addresses;
        for (auto const& text : texts) addresses.push_back(asio::ip::make_address(text));
        return enter(turnstile.enter_address(addresses, [this] { ++waits; }));
    }
    void settle() {
        io.restart();
        io.poll();
    }
};

TEST(Turnstile, lets_one_request_in_at_a_host_and_the_longest_waiting_next) {
    Gate gate;
    auto const first = gate.host("a.test");
    auto const second = gate.host("a.test");
    auto const third = gate.host("a.test");
    EXPECT_TRUE(*gate.host("b.test"));
    EXPECT_TRUE(*first);
    EXPECT_FALSE(*second);
    EXPECT_EQ(gate.waits, 2);

    first->reset();
    gate.settle();
    EXPECT_TRUE(*second);
    EXPECT_FALSE(*third);
    second->reset();
    gate.settle();
    EXPECT_TRUE(*third);
}

TEST(Turnstile, lets_two_requests_in_at_an_address) {
    Gate gate;
    auto const first = gate.address({"192.0.2.1"});
    auto const second = gate.address({"192.0.2.1"});
    auto const third = gate.address({"192.0.2.1"});
    EXPECT_TRUE(*first && *second);
    EXPECT_FALSE(*third);

    second->reset();
    gate.settle();
    EXPECT_TRUE(*third);
}

TEST(Turnstile, takes_whichever_address_has_room_and_keeps_the_one_that_was_reached) {
    Gate gate;
    auto const one = asio::ip::make_address("192.0.2.1");
    auto const two = asio::ip::make_address("192.0.2.2");
    auto const first = gate.address({"192.0.2.1"});
    auto const second = gate.address({"192.0.2.1"});
    auto const third = gate.address({"192.0.2.1", "192.0.2.2"});
    ASSERT_TRUE(*third);
    EXPECT_FALSE((*third)->is_for(one));
    EXPECT_TRUE((*third)->is_for(two));

    first->reset();
    auto const fourth = gate.address({"192.0.2.1", "192.0.2.2"});
    ASSERT_TRUE(*fourth);
    auto const fifth = gate.address({"192.0.2.1"});
    EXPECT_FALSE(*fifth);
    (*fourth)->settle(two);
    gate.settle();
    EXPECT_TRUE(*fifth) << "what was not reached is free again";
}

TEST(Polite, requests_meet_one_at_a_time_at_a_host_and_two_at_an_address) {  // FRB033, FRB035
    ServerOptions options;
    options.address = "127.0.0.9";  // counts as public here
    Server server{options, [](auto const&) { return Reply{ok("x").bytes, Reply::After::keep, 1, 2ms}; }};
    auto const urls = [&](bool one_host) {
        std::vector<net::Request> requests;
        for (int i = 0; i < 6; ++i) {
            auto request =
                get(server.url("/" + std::to_string(i), one_host ? "one.test" : std::to_string(i) + ".test"));
            request.is_polite = true;
            request.limits.total = 400ms;
            requests.push_back(std::move(request));
        }
        return requests;
    };
    std::map<std::string, std::vector<std::string>> at;
    for (auto const* name : {"one.test", "0.test", "1.test", "2.test", "3.test", "4.test", "5.test"})
        at[name] = {"127.0.0.9"};
    Harness harness{names(at)};

    for (auto const& answer : harness.fetch_all(urls(true))) EXPECT_TRUE(answer) << answer.error().reason;
    EXPECT_EQ(server.connections(), 1) << "one connection serves all feeds of a host (A-41)";
    EXPECT_EQ(server.most_at_once(), 1);

    for (auto const& answer : harness.fetch_all(urls(false)))
        EXPECT_TRUE(answer) << "waiting costs no time of its own: " << answer.error().reason;
    EXPECT_EQ(server.most_at_once(), 2);
}

}  // namespace
}  // namespace feedherald::net_test
