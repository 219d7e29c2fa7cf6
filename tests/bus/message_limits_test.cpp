// SPDX-License-Identifier: MIT
// What a peer on the bus may send us: a message that no peer of good will sends costs it an error, and us nothing.
#include "bus/bus_world.hpp"

#include <gtest/gtest.h>

namespace feedherald::bus {
namespace {

using namespace std::chrono_literals;
using test::BusWorld;

TEST(Connection, refuses_a_message_of_more_values_than_any_has_and_goes_on) {
    BusWorld world;
    Connection hostile{world.peers.get_executor(), world.bus.address()};
    Connection ours{world.io.get_executor(), world.bus.address()};
    std::vector<std::size_t> taken;
    Object object;
    object.path = "/org/feedherald/Taker";
    object.interface = "org.feedherald.Taker1";
    object.methods = {{"Take", {{"flags", "ab"}}, {}, [&](Values const& in) {
                           taken.push_back(in[0].get<List>()->items.size());
                           return Reply{};
                       }}};
    ours.publish(object);
    ASSERT_TRUE(ours.own_name("org.feedherald.Taker"));
    std::vector<Reply> replies;
    auto const send = [&](std::size_t count) {
        Call call{"org.feedherald.Taker",
                  object.path,
                  object.interface,
                  "Take",
                  {Value{List{"b", std::vector<Value>(count, Value{true})}}},
                  5s};
        return hostile.send(std::move(call), [&](Reply const& reply) { replies.push_back(reply); });
    };

    auto const large = send(200'001);
    ASSERT_TRUE(world.run_until([&] { return replies.size() == 1; }));
    auto const usual = send(3);
    ASSERT_TRUE(world.run_until([&] { return replies.size() == 2; }));

    ASSERT_FALSE(replies[0].ok());
    EXPECT_EQ(replies[0].failure->message, "message too large");
    EXPECT_TRUE(replies[1].ok());
    EXPECT_EQ(taken, std::vector<std::size_t>{3});
}

}  // namespace
}  // namespace feedherald::bus
