// SPDX-License-Identifier: MIT
// The desktop sink against a recording notification server on a real bus.
#include "bus/bus_world.hpp"
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
using testing::ElementsAre;
using testing::HasSubstr;

desktop::Timing impatient() {
    auto timing = quick();
    timing.patience.reply = 500ms;
    return timing;
}

TEST(Desktop, shows_one_alert_as_the_contract_says) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    config::DesktopSettings settings;
    settings.sound = "message-new-instant";
    Screen screen{world, settings};
    ASSERT_TRUE(screen.ready());
    auto alert = post(1);
    alert.alert.urgency = Urgency::critical;

    ASSERT_TRUE(screen.delivered({alert}));

    ASSERT_EQ(server.shown.size(), 1U);
    auto const& shown = server.shown[0];
    EXPECT_EQ(shown.app_name, "feedherald");
    EXPECT_EQ(shown.replaces, 0U);
    EXPECT_EQ(shown.icon, "org.feedherald.Feedherald");
    EXPECT_EQ(shown.summary, "Post 1");
    EXPECT_EQ(shown.body, "<b>Feed 1</b>\nText &amp; more");
    EXPECT_THAT(shown.actions, ElementsAre("default", "Open", "open", "Open", "later", "Later", "mute", "Mute feed"));
    EXPECT_EQ(shown.timeout, -1);
    EXPECT_EQ(shown.hints.at("desktop-entry")->text(), "org.feedherald.Feedherald");
    EXPECT_EQ(shown.hints.at("category")->text(), "x-feedherald.item.new");
    EXPECT_EQ(shown.hints.at("sound-name")->text(), "message-new-instant");
    // mako refuses the whole notification when the type is another one.
    ASSERT_EQ(shown.hints.at("urgency")->signature(), "y");
    EXPECT_EQ(*shown.hints.at("urgency")->get<std::uint8_t>(), 2);
}

TEST(Desktop, leaves_out_what_the_server_or_the_user_does_not_want) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address(), {"body"}};
    config::DesktopSettings settings;
    settings.timeout = 0ms;
    Screen screen{world, settings};
    ASSERT_TRUE(screen.ready());

    ASSERT_TRUE(screen.delivered({post(1)}));

    EXPECT_EQ(server.shown[0].body, "Feed 1\nText & more");
    EXPECT_TRUE(server.shown[0].actions.empty());
    EXPECT_EQ(server.shown[0].timeout, 0);
    EXPECT_EQ(server.shown[0].hints.at("sound-name"), nullptr);
}

TEST(Desktop, has_no_open_action_for_a_link_that_is_not_http) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    auto alert = post(1);
    alert.alert.item.url = "file:///etc/passwd";

    ASSERT_TRUE(screen.delivered({alert}));

    EXPECT_THAT(server.shown[0].actions, ElementsAre("later", "Later", "mute", "Mute feed"));
}

TEST(Desktop, carries_out_actions_and_closes_the_popup) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    std::vector<std::string> opened;
    bus::Object portal;
    portal.path = "/org/freedesktop/portal/desktop";
    portal.interface = "org.freedesktop.portal.OpenURI";
    portal.methods = {{"OpenURI",
                       {{"parent_window", "s"}, {"uri", "s"}, {"options", "a{sv}"}},
                       {{"handle", "o"}},
                       [&](bus::Values const& in) {
                           opened.push_back(in[1].text() + " " + in[2].at("activation_token")->text());
                           return bus::Reply{{bus::Value{bus::ObjectPath{"/r"}}}, {}};
                       }}};
    server.connection().publish(portal);
    ASSERT_TRUE(server.connection().own_name("org.freedesktop.portal.Desktop"));
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1)}));
    ASSERT_TRUE(screen.delivered({post(2)}));
    ASSERT_TRUE(screen.delivered({post(3, 9)}));

    server.act(1, "open", "token");
    server.act(2, "later");
    server.act(3, "mute");
    server.act(77, "mute");

    ASSERT_TRUE(world.run_until([&] { return server.closed.size() == 3 && !opened.empty(); }));
    EXPECT_THAT(opened, ElementsAre("https://example.org/1 token"));
    EXPECT_THAT(screen.later, ElementsAre(DeliveryId{2}));
    EXPECT_EQ(screen.muted, FeedId{9});
    EXPECT_THAT(server.closed, testing::UnorderedElementsAre(1U, 2U, 3U));
}

TEST(Desktop, merges_several_of_one_feed_into_one_popup) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());

    ASSERT_TRUE(screen.delivered({post(1), post(2), post(3)}));

    ASSERT_EQ(server.shown.size(), 1U);
    EXPECT_EQ(server.shown[0].summary, "3 new posts in Feed 1");
    server.act(1, "later");
    ASSERT_TRUE(world.run_until([&] { return screen.later.size() == 3; }));
}

TEST(Desktop, updates_its_digest_in_place_while_it_lives) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());

    ASSERT_TRUE(screen.delivered({post(1, 1), post(2, 2)}));
    ASSERT_TRUE(screen.delivered({post(3, 3), post(4, 1)}));
    server.dismiss(1);
    world.run_for(50ms);
    ASSERT_TRUE(screen.delivered({post(5, 5), post(6, 6)}));

    ASSERT_EQ(server.shown.size(), 3U);
    EXPECT_EQ(server.shown[0].summary, "2 new posts in 2 feeds");
    EXPECT_EQ(server.shown[0].replaces, 0U);
    EXPECT_EQ(server.shown[1].summary, "4 new posts in 3 feeds");
    EXPECT_EQ(server.shown[1].replaces, 1U);
    EXPECT_EQ(server.shown[2].summary, "2 new posts in 2 feeds");
    EXPECT_EQ(server.shown[2].replaces, 0U);
}

TEST(Desktop, shows_the_digest_anew_when_the_server_refuses_its_id) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1, 1), post(2, 2)}));
    server.refuses_replacing = true;

    ASSERT_TRUE(screen.delivered({post(3, 3), post(4, 1)}));

    EXPECT_EQ(server.shown.back().replaces, 0U);
    EXPECT_EQ(server.shown.back().summary, "4 new posts in 3 feeds");
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

TEST(Desktop, holds_alerts_while_the_server_says_do_not_disturb_and_then_makes_one_digest) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    server.paused = true;
    Screen screen{world};
    ASSERT_TRUE(world.run_until([&] { return screen.sink.obstacle() == "do not disturb is on"; }));
    EXPECT_TRUE(std::holds_alternative<RetryLater>(screen.deliver({post(1)})));

    auto const waiting = world.start(screen.sink.until_unobstructed());
    world.run_for(50ms);
    EXPECT_FALSE(waiting->done());
    server.set_paused(false);

    ASSERT_TRUE(world.run_until([&] { return waiting->done(); }));
    EXPECT_EQ(screen.sink.batching().singly, 0U);
    ASSERT_TRUE(screen.delivered({post(1, 1), post(2, 2)}));
    EXPECT_EQ(screen.sink.batching().singly, 5U);
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
    ASSERT_TRUE(world.run_until([&] { return screen.sink.obstacle().has_value(); }));
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

TEST(Desktop, takes_hostile_text_without_losing_the_server) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    auto alert = post(1);
    alert.alert.item.title = std::string("nul\0inside \xFF\xC0\x80 \xE2\x80\xAE", 20) + std::string(100'000, '<');
    alert.alert.item.summary = "<b><i></b>&#39;&bogus; \x1b[31m \xED\xA0\x80";
    alert.alert.feed_title = "\xF5 <script>";

    ASSERT_TRUE(screen.delivered({alert}));

    EXPECT_THAT(server.shown[0].summary, testing::StartsWith("nul"));
    EXPECT_THAT(server.shown[0].body, HasSubstr("&lt;b&gt;&lt;i&gt;&lt;/b&gt;&amp;#39;&amp;bogus;"));
    EXPECT_THAT(server.shown[0].body, testing::Not(HasSubstr("\x1b")));
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

}  // namespace
}  // namespace feedherald::sink
