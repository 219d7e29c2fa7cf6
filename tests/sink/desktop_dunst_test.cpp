// SPDX-License-Identifier: MIT
// The desktop sink and a notification server that people use: dunst, on an X display that nobody sees.
#include "bus/child_process.hpp"
#include "sink/desktop_screen.hpp"

#include <fstream>

#include <gmock/gmock.h>

namespace feedherald::sink {
namespace {

using namespace std::chrono_literals;
using test::post;
using test::Screen;

struct Dunst {
    Dunst() : process(command(), variables()) {}

    [[nodiscard]] std::vector<std::string> command() const {
        auto const file = world.bus.directory() / "dunstrc";
        std::ofstream{file} << "[global]\nmarkup = full\n";
        return {"dunst", "-conf", file.string()};
    }
    [[nodiscard]] test::ChildProcess::Variables variables() const {
        return {{"DISPLAY", display.name()}, {"DBUS_SESSION_BUS_ADDRESS", world.bus.address()}};
    }

    bus::Reply ask(std::string member, bus::Values arguments = {}) {
        bus::Call call{"org.freedesktop.Notifications",
                       "/org/freedesktop/Notifications",
                       "org.dunstproject.cmd0",
                       std::move(member),
                       std::move(arguments),
                       5s};
        return world.await(person.call(std::move(call)));
    }
    bus::Value property(std::string const& name) {
        bus::Call call{"org.freedesktop.Notifications",
                       "/org/freedesktop/Notifications",
                       "org.freedesktop.DBus.Properties",
                       "Get",
                       {bus::Value{"org.dunstproject.cmd0"}, bus::Value{name}},
                       5s};
        return world.await(person.call(std::move(call))).values.at(0).unboxed();
    }
    void pause(bool paused) {
        bus::Call call{
            "org.freedesktop.Notifications",
            "/org/freedesktop/Notifications",
            "org.freedesktop.DBus.Properties",
            "Set",
            {bus::Value{"org.dunstproject.cmd0"}, bus::Value{"paused"}, bus::Value::boxed(bus::Value{paused})},
            5s};
        ASSERT_TRUE(world.await(person.call(std::move(call))).ok());
    }
    /** What it showed and closed, newest first. */
    std::vector<bus::Value> history() {
        ask("NotificationCloseAll");
        auto const reply = ask("NotificationListHistory");
        auto const* list = reply.at(0) != nullptr ? reply.at(0)->get<bus::List>() : nullptr;
        return list != nullptr ? list->items : bus::Values{};
    }

    test::VirtualDisplay display;
    test::BusWorld world;
    test::ChildProcess process;
    bus::Connection person{world.io.get_executor(), world.bus.address()};
};

TEST(DesktopWithDunst, shows_hostile_text_as_text) {
    Dunst dunst;
    Screen screen{dunst.world};
    ASSERT_TRUE(screen.ready());
    auto alert = post(1);
    alert.alert.item.title = "it's <b>bold</b> & \"quoted\" \xE2\x80\xAEtxt.exe";
    alert.alert.item.summary =
        "<img src=file:///etc/passwd> &#39; <b>unclosed \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB";

    ASSERT_TRUE(screen.delivered({alert}));

    auto const shown = dunst.history();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].at("appname")->text(), "feedherald");
    EXPECT_EQ(shown[0].at("category")->text(), "x-feedherald.item.new");
    EXPECT_EQ(shown[0].at("summary")->text(), "it's <b>bold</b> & \"quoted\" txt.exe");
    // What pango is given: every "<" of the feed escaped, our own <b> not; had it been malformed, dunst would have
    // stripped it.
    EXPECT_THAT(shown[0].at("message")->text(),
                testing::HasSubstr("<b>Feed 1</b>\n&lt;img src=file:///etc/passwd&gt; &amp;#39; &lt;b&gt;unclosed"));
}

TEST(DesktopWithDunst, opens_the_link_and_closes_the_popup_that_dunst_leaves_open) {
    Dunst dunst;
    std::vector<std::string> opened;
    bus::Object portal;
    portal.path = "/org/freedesktop/portal/desktop";
    portal.interface = "org.freedesktop.portal.OpenURI";
    portal.methods = {{"OpenURI",
                       {{"parent_window", "s"}, {"uri", "s"}, {"options", "a{sv}"}},
                       {{"handle", "o"}},
                       [&](bus::Values const& in) {
                           opened.push_back(in[1].text());
                           return bus::Reply{{bus::Value{bus::ObjectPath{"/r"}}}, {}};
                       }}};
    dunst.person.publish(portal);
    ASSERT_TRUE(dunst.person.own_name("org.freedesktop.portal.Desktop"));
    Screen screen{dunst.world};
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1)}));
    auto const on_screen = [&] { return *dunst.property("displayedLength").get<std::uint32_t>(); };
    ASSERT_TRUE(dunst.world.run_until([&] { return on_screen() == 1; }));

    dunst.ask("NotificationAction", {bus::Value{std::uint32_t{0}}});

    ASSERT_TRUE(dunst.world.run_until([&] { return !opened.empty(); }));
    EXPECT_EQ(opened.front(), "https://example.org/1");
    EXPECT_TRUE(dunst.world.run_until([&] { return on_screen() == 0; }));
}

TEST(DesktopWithDunst, holds_while_it_is_paused) {
    Dunst dunst;
    Screen screen{dunst.world};
    ASSERT_TRUE(screen.ready());

    dunst.pause(true);
    ASSERT_TRUE(dunst.world.run_until([&] { return screen.sink.obstacle() == "do not disturb is on"; }));
    dunst.pause(false);

    EXPECT_TRUE(screen.ready());
}

TEST(DesktopWithDunst, waits_while_it_hangs_and_shows_an_alert_once) {
    Dunst dunst;
    auto timing = test::quick();
    timing.patience.reply = 500ms;
    Screen screen{dunst.world, {}, timing};
    ASSERT_TRUE(screen.ready());

    dunst.process.signal(SIGSTOP);
    EXPECT_FALSE(screen.delivered({post(1)}));
    EXPECT_EQ(screen.sink.obstacle(), "the notification server does not answer");
    dunst.process.signal(SIGCONT);
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1)}));

    EXPECT_EQ(dunst.history().size(), 1U);
}

TEST(DesktopWithDunst, goes_on_after_it_was_killed) {
    Dunst dunst;
    Screen screen{dunst.world};
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(1)}));

    dunst.process.end();
    ASSERT_TRUE(dunst.world.run_until([&] { return screen.sink.obstacle().has_value(); }));
    test::ChildProcess const again{dunst.command(), dunst.variables()};
    ASSERT_TRUE(screen.ready());
    ASSERT_TRUE(screen.delivered({post(2)}));

    auto const shown = dunst.history();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].at("summary")->text(), "Post 2");
}

TEST(DesktopWithDunst, starts_it_when_the_bus_knows_how) {
    Dunst dunst;
    dunst.process.end();
    auto const argv = dunst.command();
    auto const variables = dunst.variables();
    std::string line = "/usr/bin/env";
    for (auto const& [name, value] : variables) line += " " + name + "=" + value;
    for (auto const& argument : argv) line += " " + argument;
    dunst.world.bus.stop();
    dunst.world.bus.add_service("org.freedesktop.Notifications", line);
    dunst.world.bus.start();
    Screen screen{dunst.world};

    ASSERT_TRUE(screen.delivered({post(1)}));

    EXPECT_TRUE(dunst.world.run_until([&] { return dunst.person.connected(); }));
    EXPECT_EQ(dunst.history().size(), 1U);
}

}  // namespace
}  // namespace feedherald::sink
