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
using test::NotificationStub;
using test::post;
using test::Screen;
using testing::ElementsAre;
using testing::HasSubstr;

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

TEST(Desktop, has_one_open_button_where_the_server_makes_one_of_the_default_action) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    server.server_name = "Xfce Notify Daemon";
    server.server_version = "0.7.3";
    Screen screen{world};
    ASSERT_TRUE(screen.ready());

    ASSERT_TRUE(screen.delivered({post(1)}));

    EXPECT_THAT(server.shown[0].actions, ElementsAre("default", "Open", "later", "Later", "mute", "Mute feed"));
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

TEST(Desktop, makes_one_digest_of_what_was_held_or_is_a_storm_though_it_is_of_one_feed) {
    for (auto const mark : {&Delivery::held, &Delivery::in_storm}) {
        BusWorld world;
        NotificationStub const server{world.peers.get_executor(), world.bus.address()};
        Screen screen{world};
        ASSERT_TRUE(screen.ready());
        std::int64_t id = 0;
        for (int const count : {100, 100, 1}) {
            std::vector<Delivery> bundle;
            while (bundle.size() < static_cast<std::size_t>(count)) bundle.push_back(post(++id));
            for (auto& delivery : bundle) delivery.*mark = true;
            ASSERT_TRUE(screen.delivered(bundle));
        }

        ASSERT_EQ(server.shown.size(), 3U);
        EXPECT_EQ(server.shown[1].replaces, 1U);
        EXPECT_EQ(server.shown[2].replaces, 1U);
        EXPECT_EQ(server.shown[2].summary, "201 new posts in Feed 1");
    }
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

TEST(Desktop, takes_hostile_text_without_losing_the_server) {
    BusWorld world;
    NotificationStub const server{world.peers.get_executor(), world.bus.address()};
    Screen screen{world};
    ASSERT_TRUE(screen.ready());
    auto alert = post(1);
    alert.alert.item.title = std::string("nul\0inside \xFF\xC0\x80 \xE2\x80\xAE", 18) + std::string(100'000, '<');
    alert.alert.item.summary = "<b><i></b>&#39;&bogus; \x1b[31m \xED\xA0\x80";
    alert.alert.feed_title = "\xF5 <script>";

    ASSERT_TRUE(screen.delivered({alert}));

    EXPECT_THAT(server.shown[0].summary, testing::StartsWith("nul"));
    EXPECT_THAT(server.shown[0].body, HasSubstr("&lt;b&gt;&lt;i&gt;&lt;/b&gt;&amp;#39;&amp;bogus;"));
    EXPECT_THAT(server.shown[0].body, testing::Not(HasSubstr("\x1b")));
}

TEST(Desktop, shows_the_only_alert_of_a_new_digest_as_itself) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    config::DesktopSettings settings;
    settings.max_popups = 1;
    Screen screen{world, settings};
    ASSERT_TRUE(screen.ready());

    for (int i = 1; i <= 3; ++i) ASSERT_TRUE(screen.delivered({post(i, i)}));

    ASSERT_EQ(server.shown.size(), 3U);
    EXPECT_EQ(server.shown[1].summary, "Post 2");
    EXPECT_EQ(server.shown[1].replaces, 0U);
    EXPECT_EQ(server.shown[2].summary, "2 new posts in 2 feeds");
    EXPECT_EQ(server.shown[2].replaces, 2U);
    server.act(2, "later");
    ASSERT_TRUE(world.run_until([&] { return screen.later.size() == 2; }));
}

}  // namespace
}  // namespace feedherald::sink
