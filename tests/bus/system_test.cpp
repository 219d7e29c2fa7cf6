// SPDX-License-Identifier: MIT
// logind and NetworkManager as python-dbusmock plays them, on a bus of the test's own.
#include "bus/bus_world.hpp"
#include "bus/child_process.hpp"
#include "bus/session.hpp"
#include "bus/system_network.hpp"
#include "bus/system_sleep.hpp"

#include <boost/asio/use_awaitable.hpp>

namespace feedherald::bus {
namespace {

using namespace std::chrono_literals;
using test::BusWorld;

constexpr auto manager = "org.freedesktop.NetworkManager";
constexpr auto manager_path = "/org/freedesktop/NetworkManager";
constexpr auto mock = "org.freedesktop.DBus.Mock";

/** A template of python-dbusmock as a process on the world's bus. */
struct Mock {
    Mock(BusWorld& world, std::string const& name)
        : process_({"/usr/bin/python3", "-m", "dbusmock", "--system", "--template", name},
                   {{"DBUS_SYSTEM_BUS_ADDRESS", world.bus.address()}}) {}
    test::ChildProcess process_;
};

Call to_mock(std::string destination, std::string path, std::string member, Values arguments) {
    Call call;
    call.destination = std::move(destination);
    call.path = std::move(path);
    call.interface = mock;
    call.member = std::move(member);
    call.arguments = std::move(arguments);
    return call;
}

TEST(SystemAddress, is_the_variable_or_the_usual_socket_if_it_is_there) {
    auto const only = [](std::string const& value) -> Environment {
        return [value](std::string const& name) -> std::optional<std::string> {
            return name == "DBUS_SYSTEM_BUS_ADDRESS" ? std::optional{value} : std::nullopt;
        };
    };
    test::PrivateBus const bus;
    EXPECT_EQ(system_address(only(bus.address())), bus.address());
    EXPECT_EQ(system_address(only("unix:path=/nowhere/bus")), std::nullopt);
}

TEST(SystemNetwork, is_there_where_nobody_tells_of_it) {
    BusWorld world;
    Connection system{world.io.get_executor(), world.bus.address()};
    SystemNetwork const network{system, [] {}};
    world.run_for(20ms);
    EXPECT_FALSE(network.is_away());
    EXPECT_FALSE(network.is_portal());
    EXPECT_FALSE(network.is_metered());
}

TEST(SystemNetwork, follows_what_network_manager_says) {
    BusWorld world;
    Connection system{world.io.get_executor(), world.bus.address()};
    SystemNetwork const network{system, [] {}};
    Mock const process{world, "networkmanager"};
    bool owned = false;
    auto const watch = system.watch_name(manager, [&](std::string const& owner) { owned = !owner.empty(); });
    ASSERT_TRUE(world.run_until([&] { return owned; })) << "is the package python3-dbusmock installed?";
    auto const tell = [&](std::string property, std::uint32_t value) {
        auto const changes = Value::vardict({{std::move(property), Value{value}}});
        auto call = to_mock(manager, manager_path, "UpdateProperties", {Value{manager}, changes});
        auto const reply = world.await(system.call(std::move(call)));
        EXPECT_TRUE(reply.ok()) << reply.failure->text();
    };
    auto add = to_mock(manager, manager_path, "AddProperty",
                       {Value{manager}, Value{"Metered"}, Value::boxed(Value{std::uint32_t{4}})});
    ASSERT_TRUE(world.await(system.call(std::move(add))).ok());

    tell("Connectivity", 2);
    EXPECT_TRUE(world.run_until([&] { return network.is_portal(); }));
    tell("Connectivity", 1);
    EXPECT_TRUE(world.run_until([&] { return network.is_away() && !network.is_portal(); }));
    tell("Connectivity", 4);
    tell("State", 70);
    EXPECT_TRUE(world.run_until([&] { return !network.is_away(); }));
    tell("State", 20);
    EXPECT_TRUE(world.run_until([&] { return network.is_away(); }));
    tell("Metered", 3);
    EXPECT_TRUE(world.run_until([&] { return network.is_metered(); })) << "a guess is enough";
    tell("Metered", 2);
    EXPECT_TRUE(world.run_until([&] { return !network.is_metered(); }));
}

TEST(SystemSleep, hears_logind_before_and_after_and_holds_sleep_back_until_it_is_ready) {
    BusWorld world;
    Connection system{world.io.get_executor(), world.bus.address()};
    std::vector<bool> heard;
    SystemSleep const sleep{system, [&](bool asleep) { heard.push_back(asleep); }};
    Mock const process{world, "logind"};
    bool owned = false;
    auto const watch =
        system.watch_name("org.freedesktop.login1", [&](std::string const& owner) { owned = !owner.empty(); });
    ASSERT_TRUE(world.run_until([&] { return owned; })) << "is the package python3-dbusmock installed?";
    auto const delays = [&] {
        Call list{"org.freedesktop.login1",
                  "/org/freedesktop/login1",
                  "org.freedesktop.login1.Manager",
                  "ListInhibitors",
                  {}};
        auto const reply = world.await(system.call(std::move(list)));
        return reply.ok() ? reply.values.at(0).get<List>()->items.size() : 99;
    };
    EXPECT_TRUE(world.run_until([&] { return delays() == 1; })) << "sleep is to wait for us";
    for (bool const asleep : {true, false}) {
        List const arguments{"v", {Value::boxed(Value{asleep})}};
        auto call = to_mock("org.freedesktop.login1", "/org/freedesktop/login1", "EmitSignal",
                            {Value{"org.freedesktop.login1.Manager"}, Value{"PrepareForSleep"}, Value{"b"}, arguments});
        auto const reply = world.await(system.call(std::move(call)));
        ASSERT_TRUE(reply.ok()) << reply.failure->text();
        EXPECT_TRUE(world.run_until([&] { return !heard.empty() && heard.back() == asleep; }));
        EXPECT_TRUE(world.run_until([&] { return delays() == (asleep ? 0U : 1U); }));
    }
    EXPECT_EQ(heard, (std::vector{true, false}));
}

}  // namespace
}  // namespace feedherald::bus
