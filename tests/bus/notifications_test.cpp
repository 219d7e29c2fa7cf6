// SPDX-License-Identifier: MIT
#include "bus/notifications.hpp"

#include "bus/bus_world.hpp"
#include "bus/notification_stub.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

namespace feedherald::bus {
namespace {

using namespace std::chrono_literals;
using test::BusWorld;
using test::NotificationStub;

Notification hello() {
    Notification one;
    one.app_name = "feedherald";
    one.summary = "Hello";
    one.body = "World";
    return one;
}

struct Client {
    explicit Client(BusWorld& bus_world, Notifications::Patience patience = {})
        : world(bus_world),
          connection(world.io.get_executor(), world.bus.address()),
          notifications(connection,
                        {[this](std::uint32_t id, std::string const& action, std::string const& token) {
                             actions.push_back(std::to_string(id) + " " + action + " " + token);
                         },
                         [this](std::uint32_t id, std::uint32_t reason) {
                             closed.push_back(std::to_string(id) + " " + std::to_string(reason));
                         },
                         [this] { ++server_changes; }},
                        patience) {}

    bool ready() {
        return world.run_until([&] { return !notifications.obstacle(); });
    }
    Notifications::Outcome post(Notification one = hello()) {
        return world.await(notifications.notify(std::move(one), [this](Notifications::Outcome told) { late = told; }));
    }

    BusWorld& world;
    Connection connection;
    std::vector<std::string> actions;
    std::vector<std::string> closed;
    int server_changes = 0;
    std::optional<Notifications::Outcome> late;
    Notifications notifications;
};

TEST(Notifications, posts_to_a_server_and_learns_what_it_can_do) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address(), {"body", "actions"}};
    Client client{world};
    ASSERT_TRUE(client.ready());

    auto const outcome = client.post();

    ASSERT_TRUE(std::holds_alternative<Notifications::Posted>(outcome));
    EXPECT_EQ(std::get<Notifications::Posted>(outcome).id, 1U);
    ASSERT_EQ(server.shown.size(), 1U);
    EXPECT_EQ(server.shown[0].summary, "Hello");
    EXPECT_EQ(server.shown[0].timeout, -1);
    EXPECT_TRUE(client.notifications.server().has("actions"));
    EXPECT_FALSE(client.notifications.server().has("body-markup"));
    EXPECT_EQ(client.notifications.server().name, "stub");
}

TEST(Notifications, says_that_there_is_no_server_and_starts_none_by_posting) {
    BusWorld world;
    world.bus.add_service("org.freedesktop.Notifications",
                          "/bin/sh -c \"echo x >> " + (world.bus.directory() / "starts").string() + "; exit 1\"");
    world.bus.stop();
    world.bus.start();
    Client client{world};
    ASSERT_TRUE(world.run_until(
        [&] { return client.notifications.obstacle() == "no notification server on the session bus"; }));

    auto const outcome = client.post();

    EXPECT_TRUE(std::holds_alternative<Notifications::Absent>(outcome));
    EXPECT_FALSE(std::filesystem::exists(world.bus.directory() / "starts"));
}

TEST(Notifications, start_a_server_that_cannot_start_once_a_back_off) {
    BusWorld world;
    auto const starts = world.bus.directory() / "starts";
    world.bus.add_service("org.freedesktop.Notifications", "/bin/sh -c \"echo x >> " + starts.string() + "; exit 1\"");
    world.bus.stop();
    world.bus.start();
    Notifications::Patience patience;
    patience.activation = 300ms;
    Client client{world, patience};
    auto const attempts = [&] {
        std::ifstream file{starts};
        return std::count(std::istreambuf_iterator<char>{file}, {}, '\n');
    };

    auto const begun = std::chrono::steady_clock::now();
    auto const first = world.start(client.notifications.until_ready());
    auto const second = world.start(client.notifications.until_ready());
    ASSERT_TRUE(world.run_until([&] { return attempts() == 2; }));
    auto const took = std::chrono::steady_clock::now() - begun;

    EXPECT_GE(took, 300ms);
    EXPECT_FALSE(first->done());
    EXPECT_FALSE(second->done());
    EXPECT_THAT(*client.notifications.obstacle(), testing::StartsWith("the notification server cannot start: "));
    // The second wait is twice as long.
    world.run_for(300ms);
    EXPECT_EQ(attempts(), 2);
}

TEST(Notifications, wait_for_a_server_that_nobody_can_start) {
    BusWorld world;
    Client client{world};
    auto const waiting = world.start(client.notifications.until_ready());
    world.run_for(100ms);
    ASSERT_FALSE(waiting->done());

    NotificationStub const server{world.peers.get_executor(), world.bus.address()};

    ASSERT_TRUE(world.run_until([&] { return waiting->done(); }));
    EXPECT_EQ(client.notifications.obstacle(), std::nullopt);
}

TEST(Notifications, hear_of_their_own_ids_alone) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Client client{world};
    ASSERT_TRUE(client.ready());
    client.post();

    server.act(99, "default");
    server.dismiss(99);
    server.act(1, "open", "token-7");
    server.dismiss(1);
    server.act(1, "open");

    ASSERT_TRUE(world.run_until([&] { return !client.closed.empty(); }));
    world.run_for(50ms);
    EXPECT_EQ(client.actions, std::vector<std::string>{"1 open token-7"});
    EXPECT_EQ(client.closed, std::vector<std::string>{"1 2"});
}

TEST(Notifications, take_no_action_from_another_peer) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    NotificationStub liar{world.peers.get_executor(), world.bus.address()};
    Client client{world};
    ASSERT_TRUE(client.ready());
    client.post();

    liar.act(1, "open");
    world.run_for(100ms);

    EXPECT_TRUE(client.actions.empty());
}

TEST(Notifications, forget_their_ids_when_the_server_restarts) {
    BusWorld world;
    auto server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    Client client{world};
    ASSERT_TRUE(client.ready());
    client.post();
    auto const before = client.server_changes;

    server.reset();
    ASSERT_TRUE(world.run_until([&] { return client.notifications.obstacle().has_value(); }));
    server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address(),
                                                std::vector<std::string>{"body"});
    ASSERT_TRUE(client.ready());
    server->act(1, "open");
    world.run_for(50ms);

    EXPECT_EQ(client.server_changes, before + 2);
    EXPECT_TRUE(client.actions.empty());
    EXPECT_FALSE(client.notifications.server().has("actions"));
}

TEST(Notifications, hold_everything_back_while_one_is_in_doubt_and_learn_of_it_late) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    Notifications::Patience patience;
    patience.reply = 50ms;
    Client client{world, patience};
    ASSERT_TRUE(client.ready());

    world.peers_hang = true;
    auto const outcome = client.post();
    auto const obstacle = client.notifications.obstacle();
    world.peers_hang = false;

    ASSERT_TRUE(std::holds_alternative<Notifications::InDoubt>(outcome));
    EXPECT_EQ(obstacle, "the notification server does not answer");
    ASSERT_TRUE(client.ready());
    ASSERT_TRUE(client.late.has_value());
    EXPECT_EQ(std::get<Notifications::Posted>(*client.late).id, 1U);
    EXPECT_EQ(server.shown.size(), 1U);
}

TEST(Notifications, learn_that_one_in_doubt_is_lost_when_its_server_ends) {
    BusWorld world;
    auto server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    Notifications::Patience patience;
    patience.reply = 50ms;
    Client client{world, patience};
    ASSERT_TRUE(client.ready());
    world.peers_hang = true;
    client.post();

    server.reset();

    ASSERT_TRUE(world.run_until([&] { return client.late.has_value(); }));
    EXPECT_TRUE(std::holds_alternative<Notifications::Absent>(*client.late));
    EXPECT_EQ(client.notifications.obstacle(), "no notification server on the session bus");
}

TEST(Notifications, take_the_flood_guard_of_plasma_for_delivered_and_other_errors_for_refused) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Client client{world};
    ASSERT_TRUE(client.ready());

    server.refuses = Failure{"org.freedesktop.Notifications.Error.ExcessNotificationGeneration", "too many"};
    auto const excess = client.post();
    server.refuses = Failure{"org.freedesktop.DBus.Error.AccessDenied", "Operation not permitted"};
    auto const refused = client.post();

    EXPECT_TRUE(std::holds_alternative<Notifications::Posted>(excess));
    ASSERT_TRUE(std::holds_alternative<Notifications::Refused>(refused));
    EXPECT_EQ(std::get<Notifications::Refused>(refused).reason, "Operation not permitted");
}

TEST(Notifications, go_on_with_a_new_bus_after_the_old_one_died) {
    BusWorld world;
    auto server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    Client client{world};
    ASSERT_TRUE(client.ready());
    server.reset();

    world.bus.stop();
    ASSERT_TRUE(world.run_until([&] { return !client.connection.connected(); }));
    EXPECT_THAT(*client.notifications.obstacle(), testing::StartsWith("the session bus does not answer"));
    world.bus.start();
    NotificationStub const again{world.peers.get_executor(), world.bus.address()};

    ASSERT_TRUE(client.ready());
    EXPECT_TRUE(std::holds_alternative<Notifications::Posted>(client.post()));
}

}  // namespace
}  // namespace feedherald::bus
