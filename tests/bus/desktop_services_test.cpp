// SPDX-License-Identifier: MIT
// What a desktop says and does beside notifications: do not disturb, locked, opening links.
#include "bus/bus_world.hpp"
#include "bus/do_not_disturb.hpp"
#include "bus/logind_stub.hpp"
#include "bus/notification_stub.hpp"
#include "bus/open_uri.hpp"
#include "bus/session_lock.hpp"

#include <gmock/gmock.h>

namespace feedherald::bus {
namespace {

using namespace std::chrono_literals;
using test::BusWorld;
using test::Logind;
using test::NotificationStub;

TEST(DoNotDisturb, follows_dunst) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    server.paused = true;
    Connection ours{world.io.get_executor(), world.bus.address()};
    DoNotDisturb const quiet{world.io.get_executor(), ours, [] {}};

    ASSERT_TRUE(world.run_until([&] { return quiet.active(); }));
    server.set_paused(false);
    ASSERT_TRUE(world.run_until([&] { return !quiet.active(); }));
    server.set_paused(true);
    ASSERT_TRUE(world.run_until([&] { return quiet.active(); }));
}

TEST(DoNotDisturb, follows_plasma) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    Connection ours{world.io.get_executor(), world.bus.address()};
    int changes = 0;
    DoNotDisturb const quiet{world.io.get_executor(), ours, [&] { ++changes; }};
    ASSERT_TRUE(world.run_until([&] { return changes > 1 && quiet.known(); }));
    EXPECT_FALSE(quiet.active());

    server.set_inhibited(true);

    ASSERT_TRUE(world.run_until([&] { return quiet.active(); }));
}

TEST(DoNotDisturb, asks_mako_for_its_modes_again) {
    BusWorld world;
    NotificationStub server{world.peers.get_executor(), world.bus.address()};
    std::vector<std::string> modes{"default", "do-not-disturb"};
    Object mako;
    mako.path = "/fr/emersion/Mako";
    mako.interface = "fr.emersion.Mako";
    mako.methods = {{"ListModes", {}, {{"modes", "as"}}, [&](Values const&) {
                         return Reply{{Value::strings(modes)}, {}};
                     }}};
    server.connection().publish(mako);
    Connection ours{world.io.get_executor(), world.bus.address()};
    DoNotDisturb quiet{world.io.get_executor(), ours, [] {}};
    ASSERT_TRUE(world.run_until([&] { return quiet.active(); }));

    modes = {"default"};

    EXPECT_TRUE(quiet.active());
    EXPECT_FALSE(world.await(quiet.look()));
    EXPECT_FALSE(quiet.active());
}

TEST(DoNotDisturb, follows_swaync_under_its_own_name) {
    BusWorld world;
    Connection swaync{world.peers.get_executor(), world.bus.address()};
    Object centre;
    centre.path = "/org/erikreider/swaync/cc";
    centre.interface = "org.erikreider.swaync.cc";
    centre.methods = {{"GetDnd", {}, {{"dnd", "b"}}, [](Values const&) { return Reply{{Value{true}}, {}}; }}};
    centre.signals = {{"SubscribeV2", {{"count", "u"}, {"dnd", "b"}, {"cc_open", "b"}, {"inhibited", "b"}}}};
    swaync.publish(centre);
    ASSERT_TRUE(swaync.own_name("org.erikreider.swaync.cc"));
    Connection ours{world.io.get_executor(), world.bus.address()};
    DoNotDisturb const quiet{world.io.get_executor(), ours, [] {}};
    ASSERT_TRUE(world.run_until([&] { return quiet.active(); }));

    swaync.emit({"",
                 centre.path,
                 centre.interface,
                 "SubscribeV2",
                 {Value{std::uint32_t{3}}, Value{false}, Value{false}, Value{false}}});

    ASSERT_TRUE(world.run_until([&] { return !quiet.active(); }));
}

TEST(DoNotDisturb, ends_with_the_server_that_said_it) {
    BusWorld world;
    auto server = std::make_unique<NotificationStub>(world.peers.get_executor(), world.bus.address());
    server->paused = true;
    Connection ours{world.io.get_executor(), world.bus.address()};
    DoNotDisturb const quiet{world.io.get_executor(), ours, [] {}};
    ASSERT_TRUE(world.run_until([&] { return quiet.active(); }));

    server.reset();

    ASSERT_TRUE(world.run_until([&] { return !quiet.active(); }));
    EXPECT_TRUE(quiet.known());
}

TEST(SessionLock, follows_the_lock_and_idleness) {
    BusWorld world;
    Logind logind{world};
    logind.locked = true;
    Connection system{world.io.get_executor(), world.bus.address()};
    SessionLock const lock{system, [] {}};

    ASSERT_TRUE(world.run_until([&] { return lock.away(); }));
    logind.set(logind.locked, false, "LockedHint");
    ASSERT_TRUE(world.run_until([&] { return !lock.away(); }));
    logind.set(logind.idle, true, "IdleHint");
    ASSERT_TRUE(world.run_until([&] { return lock.away(); }));
}

TEST(SessionLock, is_not_known_before_logind_has_answered) {
    BusWorld world;
    Logind logind{world};
    logind.locked = true;
    Connection system{world.io.get_executor(), world.bus.address()};
    SessionLock const lock{system, [] {}};
    EXPECT_FALSE(lock.known());

    ASSERT_TRUE(world.run_until([&] { return lock.known(); }));

    EXPECT_TRUE(lock.away());
}

TEST(SessionLock, is_known_after_a_while_where_logind_hangs_and_at_once_where_it_refuses) {
    BusWorld world;
    Logind logind{world};
    Connection system{world.io.get_executor(), world.bus.address()};
    world.peers_hang = true;
    SessionLock const hung{system, [] {}};
    ASSERT_TRUE(world.run_until([&] { return hung.known(); }));
    EXPECT_FALSE(hung.away());

    world.peers_hang = false;
    logind.knows_session = false;
    SessionLock const refused{system, [] {}};
    EXPECT_TRUE(world.run_until([&] { return refused.known(); }, 1s));
}

TEST(SessionLock, says_nobody_is_away_where_there_is_no_logind) {
    BusWorld world;
    Connection system{world.io.get_executor(), world.bus.address()};
    int changes = 0;
    SessionLock const lock{system, [&] { ++changes; }};

    ASSERT_TRUE(world.run_until([&] { return changes > 0; }));
    EXPECT_TRUE(lock.known());
    EXPECT_FALSE(lock.away());
}

/** Records what it is asked to open, as the portal and as systemd. */
struct Openers {
    explicit Openers(BusWorld& world) : connection(world.peers.get_executor(), world.bus.address()) {}
    void add_portal() {
        Object portal;
        portal.path = "/org/freedesktop/portal/desktop";
        portal.interface = "org.freedesktop.portal.OpenURI";
        portal.methods = {{"OpenURI",
                           {{"parent_window", "s"}, {"uri", "s"}, {"options", "a{sv}"}},
                           {{"handle", "o"}},
                           [this](Values const& in) {
                               auto const* token = in[2].at("activation_token");
                               opened.push_back("portal " + in[1].text() + " " + (token ? token->text() : ""));
                               return Reply{{Value{ObjectPath{"/request/1"}}}, {}};
                           }}};
        connection.publish(portal);
        connection.own_name("org.freedesktop.portal.Desktop");
    }
    void add_systemd() {
        Object manager;
        manager.path = "/org/freedesktop/systemd1";
        manager.interface = "org.freedesktop.systemd1.Manager";
        manager.methods = {{"StartTransientUnit",
                            {{"name", "s"}, {"mode", "s"}, {"properties", "a(sv)"}, {"aux", "a(sa(sv))"}},
                            {{"job", "o"}},
                            [this](Values const& in) {
                                units.push_back(in);
                                return Reply{{Value{ObjectPath{"/job/1"}}}, {}};
                            }}};
        connection.publish(manager);
        connection.own_name("org.freedesktop.systemd1");
    }
    std::vector<std::string> opened;
    std::vector<Values> units;
    Connection connection;
};

TEST(Opener, opens_through_the_portal_with_the_activation_token) {
    BusWorld world;
    Openers desktop{world};
    desktop.add_portal();
    desktop.add_systemd();
    Connection ours{world.io.get_executor(), world.bus.address()};
    Opener opener{ours};

    opener.open("https://example.org/post", "token");

    ASSERT_TRUE(world.run_until([&] { return !desktop.opened.empty(); }));
    EXPECT_EQ(desktop.opened.back(), "portal https://example.org/post token");
    EXPECT_TRUE(desktop.units.empty());
}

std::map<std::string, Value> properties_of(Values const& unit) {
    std::map<std::string, Value> properties;
    for (auto const& entry : unit[2].get<List>()->items) {
        auto const& fields = entry.get<Record>()->fields;
        properties.emplace(fields[0].text(), fields[1].unboxed());
    }
    return properties;
}

std::vector<std::string> arguments_of(Values const& unit) {
    return properties_of(unit).at("ExecStart").get<List>()->items.at(0).get<Record>()->fields[1].texts();
}

TEST(Opener, runs_xdg_open_in_a_unit_of_its_own_where_the_portal_cannot) {
    BusWorld world;
    Openers desktop{world};
    desktop.add_systemd();
    Connection ours{world.io.get_executor(), world.bus.address()};
    Opener opener{ours};

    opener.open("https://example.org/$(reboot);'x'", "token");

    ASSERT_TRUE(world.run_until([&] { return !desktop.units.empty(); }));
    auto const& unit = desktop.units[0];
    EXPECT_THAT(unit[0].text(), testing::StartsWith("app-feedherald-open-"));
    auto const properties = properties_of(unit);
    EXPECT_EQ(properties.at("Slice").text(), "app.slice");
    EXPECT_THAT(properties.at("Environment").texts(), testing::Contains("XDG_ACTIVATION_TOKEN=token"));
    EXPECT_EQ(arguments_of(unit), (std::vector<std::string>{"xdg-open", "https://example.org/$$(reboot);'x'"}));
}

TEST(Opener, lets_systemd_put_no_variable_into_a_link) {
    BusWorld world;
    Openers desktop{world};
    desktop.add_systemd();
    Connection ours{world.io.get_executor(), world.bus.address()};
    Opener opener{ours};

    opener.open("https://example.org/${HOME}?$$=$(x)&$USER", "");

    ASSERT_TRUE(world.run_until([&] { return !desktop.units.empty(); }));
    EXPECT_EQ(arguments_of(desktop.units[0]),
              (std::vector<std::string>{"xdg-open", "https://example.org/$${HOME}?$$$$=$$(x)&$$USER"}));
}

TEST(Opener, opens_nothing_but_http) {
    BusWorld world;
    Openers desktop{world};
    desktop.add_portal();
    desktop.add_systemd();
    Connection ours{world.io.get_executor(), world.bus.address()};
    Opener opener{ours};

    for (auto const* uri : {"file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "", "mailto:a@b.c"})
        opener.open(uri, "");
    world.run_for(100ms);

    EXPECT_TRUE(desktop.opened.empty());
    EXPECT_TRUE(desktop.units.empty());
}

}  // namespace
}  // namespace feedherald::bus
