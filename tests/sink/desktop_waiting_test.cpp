// SPDX-License-Identifier: MIT
// When the desktop sink waits: no room, no server, a hung one, a person who is not to be disturbed.
#include "bus/bus_world.hpp"
#include "bus/logind_stub.hpp"
#include "bus/notification_stub.hpp"
#include "sink/desktop/desktop.hpp"
#include "sink/desktop_screen.hpp"

#include <gmock/gmock.h>

namespace feedherald::sink {
namespace {

using namespace std::chrono_literals;
using test::BusWorld;
using test::NoHttp;
using test::NotificationStub;
using test::post;
using test::quick;
using test::Screen;
using testing::HasSubstr;

desktop::Timing impatient() {
    auto timing = quick();
    timing.patience.reply = 500ms;
    return timing;
}

/** Hands over what waits as the engine does: bundles as batching() says, one deliver each. */
void hand_over(Screen& screen, std::vector<Delivery> waiting) {
    while (!waiting.empty()) {
        ASSERT_TRUE(screen.ready());
        auto const singly = screen.sink.batching().singly;
        std::vector<Delivery> bundle;
        if (waiting.size() <= singly) {
            bundle = {waiting.front()};
            waiting.erase(waiting.begin());
        } else {
            bundle = std::exchange(waiting, {});
        }
        ASSERT_TRUE(screen.delivered(bundle));
    }
}

TEST(Desktop, makes_at_most_max_popups_and_a_digest_of_a_storm_that_arrives_bit_by_bit) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    auto timing = quick();
    timing.pace.full = 1s;
    Screen screen{world, {}, timing};
    ASSERT_TRUE(screen.ready());

    for (int i = 1; i <= 5; ++i) hand_over(screen, {post(i, i)});
    // The rest comes while the screen is full: it is gathered.
    EXPECT_EQ(screen.sink.obstacle(), "gathering alerts into one");
    EXPECT_EQ(screen.sink.batching().singly, 0U);
    std::vector<Delivery> rest;
    for (int i = 6; i <= 200; ++i) rest.push_back(post(i, i));
    hand_over(screen, rest);

    ASSERT_EQ(server.shown.size(), 6U);
    EXPECT_EQ(server.shown[5].summary, "195 new posts in 195 feeds");
}

TEST(Desktop, lets_no_part_of_a_storm_wait_for_the_next) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    std::vector<Delivery> part{post(1), post(2)};
    for (auto& delivery : part) delivery.in_storm = true;

    ASSERT_TRUE(screen.delivered(part));
    EXPECT_EQ(screen.sink.obstacle(), std::nullopt);
    for (auto& delivery : part) delivery.in_storm = false, delivery.held = true;
    ASSERT_TRUE(screen.delivered(part));
    EXPECT_NE(screen.sink.obstacle(), std::nullopt);
}

TEST(Desktop, has_room_again_when_popups_are_closed) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    EXPECT_EQ(screen.sink.batching().singly, 5U);
    for (int i = 1; i <= 3; ++i) ASSERT_TRUE(screen.delivered({post(i)}));
    EXPECT_EQ(screen.sink.batching().singly, 2U);

    server.dismiss(1);

    EXPECT_TRUE(world.run_until([&] { return screen.sink.batching().singly == 3; }));
}

TEST(Popups, count_until_they_are_closed_or_the_eye_had_its_time) {
    desktop::Moment const start{};
    desktop::Popups popups{2, {}};

    popups.add(1, {}, start);
    EXPECT_EQ(popups.room(start), 1U);
    EXPECT_EQ(popups.gathers_until(), std::nullopt);
    popups.add(2, {}, start + 5s);
    EXPECT_EQ(popups.room(start + 5s), 0U);
    EXPECT_EQ(popups.gathers_until(), start + 7s);

    EXPECT_EQ(popups.room(start + 14s), 0U);
    EXPECT_EQ(popups.room(start + 15s), 1U);
    popups.closed(2);
    EXPECT_EQ(popups.room(start + 15s), 2U);
    EXPECT_NE(popups.find(1), std::nullopt);
    EXPECT_EQ(popups.find(2), std::nullopt);
}

TEST(Desktop, holds_alerts_while_the_server_says_do_not_disturb) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    server.paused = true;
    Screen screen{world};
    ASSERT_TRUE(world.run_until([&] { return screen.sink.obstacle() == "do not disturb is on"; }));
    EXPECT_TRUE(std::holds_alternative<RetryLater>(screen.deliver({post(1)})));

    auto const waiting = world.start(screen.sink.until_unobstructed());
    world.run_for(50ms);
    EXPECT_FALSE(waiting->done());
    EXPECT_TRUE(screen.sink.is_held_back());
    server.set_paused(false);

    ASSERT_TRUE(world.run_until([&] { return waiting->done(); }));
    EXPECT_FALSE(screen.sink.is_held_back());
    ASSERT_TRUE(screen.delivered({post(1, 1), post(2, 2)}));
    EXPECT_EQ(server.shown.size(), 1U);
}

// As `run --once` does: nobody has looked at obstacle() before.
TEST(Desktop, asks_whether_the_session_is_locked_before_the_first_popup) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    test::Logind logind{world};
    logind.locked = true;
    config::DesktopSettings settings;
    settings.hold = config::DesktopSettings::Hold::locked;
    auto timing = quick();
    timing.system_bus = world.bus.address();
    Screen screen{world, settings, timing};

    EXPECT_FALSE(screen.delivered({post(1)}));
    EXPECT_EQ(screen.sink.obstacle(), "the session is locked or idle");
    EXPECT_TRUE(screen.sink.is_held_back());
    logind.set(logind.locked, false, "LockedHint");

    ASSERT_TRUE(screen.ready());
    EXPECT_TRUE(screen.delivered({post(1)}));
    EXPECT_EQ(server.shown.size(), 1U);
}

TEST(Desktop, holds_nothing_when_told_never_to) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    server.inhibited = true;
    config::DesktopSettings settings;
    settings.hold = config::DesktopSettings::Hold::never;
    Screen screen{world, settings};

    ASSERT_TRUE(screen.ready());
    EXPECT_TRUE(screen.delivered({post(1)}));
}

TEST(Desktop, waits_for_a_server_and_for_one_that_restarts) {
    BusWorld world;
    Screen screen{world};
    auto const waiting = world.start(screen.sink.until_unobstructed());
    ASSERT_TRUE(world.run_until([&] { return screen.sink.obstacle() == "no notification server on the session bus"; }));
    EXPECT_TRUE(std::holds_alternative<RetryLater>(screen.deliver({post(1)})));
    EXPECT_FALSE(waiting->done());

    auto server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    ASSERT_TRUE(world.run_until([&] { return waiting->done(); }));
    ASSERT_TRUE(screen.delivered({post(1, 1), post(2, 2)}));
    server.reset();
    ASSERT_TRUE(world.run_until([&] { return screen.sink.obstacle() == "no notification server on the session bus"; }));
    server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(3, 3), post(4, 4)}));

    // The old digest went with the old server.
    EXPECT_EQ(server->shown.at(0).replaces, 0U);
    EXPECT_EQ(server->shown.at(0).summary, "2 new posts in 2 feeds");
}

TEST(Desktop, shows_an_alert_once_though_the_server_hung_and_answered_late) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world, {}, impatient()};
    ASSERT_TRUE(screen.ready());
    world.peers_hang = true;

    auto const in_doubt = screen.deliver({post(1)});
    auto const held_back = screen.deliver({post(2)});
    world.peers_hang = false;
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1), post(2)}));
    ASSERT_TRUE(screen.delivered({post(3)}));

    EXPECT_TRUE(std::holds_alternative<RetryLater>(in_doubt));
    EXPECT_TRUE(std::holds_alternative<RetryLater>(held_back));
    ASSERT_EQ(server.shown.size(), 3U);
    EXPECT_EQ(server.shown[0].summary, "Post 1");
    EXPECT_EQ(server.shown[1].summary, "Post 2");
    EXPECT_EQ(server.shown[2].summary, "Post 3");
}

TEST(Desktop, shows_an_alert_again_when_the_server_died_without_an_answer) {
    BusWorld world;
    auto server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    Screen screen{world, {}, impatient()};
    ASSERT_TRUE(screen.ready());
    world.peers_hang = true;
    EXPECT_FALSE(screen.delivered({post(1)}));

    server.reset();
    world.peers_hang = false;
    server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1)}));

    EXPECT_EQ(server->shown.size(), 1U);
}

TEST(Desktop, keeps_an_alert_that_the_server_refuses) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    server.refuses = bus::Failure{"org.freedesktop.DBus.Error.AccessDenied", "Operation not permitted"};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());

    auto const outcome = screen.deliver({post(1)});

    ASSERT_TRUE(std::holds_alternative<RetryLater>(outcome));
    EXPECT_THAT(std::get<RetryLater>(outcome).reason, HasSubstr("Operation not permitted"));
}

TEST(Desktop, waits_for_ever_where_there_is_no_session_bus) {
    BusWorld world;
    NoHttp http;
    config::SinkSettings settings;
    settings.settings = config::DesktopSettings{};
    auto const sink = make_desktop(settings, Surroundings{world.io.get_executor(), http, nullptr, {}, {}});

    auto const waiting = world.start(sink->until_unobstructed());
    world.run_for(20ms);

    EXPECT_EQ(sink->obstacle(), "there is no session bus");
    EXPECT_FALSE(waiting->done());
    EXPECT_TRUE(std::holds_alternative<RetryLater>(world.await(sink->deliver({post(1)}))));
}

TEST(Desktop, stays_below_what_gnome_shell_keeps) {
    struct Case {
        char const* version;
        std::size_t room;
    };
    for (auto const& [version, room] : {Case{"43.9", 2}, Case{"48.1", 9}}) {
        SCOPED_TRACE(version);
        BusWorld world;
        NotificationStub server{world.peers.get_executor(), world.bus.address()};
        server.server_name = "gnome-shell";
        server.server_version = version;
        config::DesktopSettings settings;
        settings.max_popups = 20;
        Screen screen{world, settings};

        auto const waiting = world.start(screen.sink.until_unobstructed());
        ASSERT_TRUE(world.run_until([&] { return waiting->done(); }));

        EXPECT_EQ(screen.sink.batching().singly, room);
    }
}

}  // namespace
}  // namespace feedherald::sink
