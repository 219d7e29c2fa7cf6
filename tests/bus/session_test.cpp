// SPDX-License-Identifier: MIT
#include "bus/session.hpp"

#include "bus/bus_world.hpp"

#include <fstream>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::bus {
namespace {

using namespace std::chrono_literals;
using test::BusWorld;

Environment environment(std::map<std::string, std::string> values) {
    return [values = std::move(values)](std::string const& name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional{found->second};
    };
}

Object echo() {
    Object object;
    object.path = "/org/feedherald/Echo";
    object.interface = "org.feedherald.Echo1";
    auto same = [](Values const& in) { return Reply{in, {}}; };
    auto fails = [](Values const&) { return Reply::failed("org.feedherald.Error.NoSuchFeed", "no such feed"); };
    auto throws = [](Values const&) -> Reply { throw std::runtime_error("broken inside"); };
    object.methods = {{"Same",
                       {{"all", "a{sv}"}, {"path", "o"}, {"row", "(ybas)"}},
                       {{"a", "a{sv}"}, {"p", "o"}, {"r", "(ybas)"}},
                       same},
                      {"Fails", {}, {}, fails},
                      {"Throws", {}, {}, throws}};
    object.properties = {{"Version", "s", [] { return Value{"1.2.3"}; }},
                         {"Broken", "s", []() -> Value { throw std::runtime_error("no value"); }}};
    object.signals = {{"ItemNew", {{"item", "a{sv}"}}}};
    return object;
}

Call echo_call(std::string member, Values arguments = {}) {
    return {"org.feedherald.Echo", "/org/feedherald/Echo", "org.feedherald.Echo1",
            std::move(member),     std::move(arguments),   5s};
}

Call echo_property(std::string name) {
    auto call = echo_call("Get", {Value{"org.feedherald.Echo1"}, Value{std::move(name)}});
    call.interface = "org.freedesktop.DBus.Properties";
    return call;
}

TEST(SessionAddress, is_empty_where_there_is_no_bus) {
    EXPECT_FALSE(available(environment({})));
    EXPECT_FALSE(available(environment({{"DBUS_SESSION_BUS_ADDRESS", "disabled:"}})));
    EXPECT_FALSE(available(environment({{"DBUS_SESSION_BUS_ADDRESS", "/dev/null"}})));
    EXPECT_FALSE(available(environment({{"DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus"}})));
    EXPECT_FALSE(available(environment({{"XDG_RUNTIME_DIR", "/nowhere"}})));
}

TEST(SessionAddress, prefers_the_variable_to_the_runtime_directory) {
    test::PrivateBus const bus;

    EXPECT_EQ(session_address(environment({{"XDG_RUNTIME_DIR", bus.directory().string()}})), bus.address());
    EXPECT_EQ(session_address(environment({{"XDG_RUNTIME_DIR", bus.directory().string()},
                                           {"DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/x,guid=1"}})),
              "unix:abstract=/x,guid=1");
    EXPECT_EQ(session_address(environment({{"DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere;" + bus.address()}})),
              "unix:path=/nowhere;" + bus.address());
}

TEST(Session, opens_nothing_and_says_why_where_there_is_no_bus) {
    boost::asio::io_context io;

    auto const opening = Session::open(io.get_executor(), environment({}));

    EXPECT_EQ(opening.session, nullptr);
    EXPECT_EQ(opening.reason, "there is no session bus");
}

TEST(Session, is_there_but_not_connected_when_nobody_listens) {
    boost::asio::io_context io;
    test::PrivateBus bus;
    auto const address = bus.address();
    bus.stop();
    std::ofstream{bus.directory() / "bus"} << "a file, not a socket";

    auto const opening = Session::open(io.get_executor(), environment({{"DBUS_SESSION_BUS_ADDRESS", address}}));

    ASSERT_NE(opening.session, nullptr);
    EXPECT_FALSE(opening.session->connected());
    EXPECT_NE(opening.reason, "");
}

TEST(Connection, carries_every_kind_of_value_there_and_back) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};

    auto const table = Value::vardict({{"y", Value{std::uint8_t{1}}},
                                       {"n", Value{std::int16_t{-2}}},
                                       {"q", Value{std::uint16_t{3}}},
                                       {"i", Value{std::int32_t{-4}}},
                                       {"u", Value{std::uint32_t{5}}},
                                       {"x", Value{std::int64_t{-6}}},
                                       {"t", Value{std::uint64_t{7}}},
                                       {"d", Value{0.5}},
                                       {"b", Value{true}},
                                       {"s", Value{"grüße"}},
                                       {"as", Value::strings({"a", "b"})},
                                       {"nested", Value::vardict({{"deep", Value{"x"}}})},
                                       {"empty", Value::strings({})}});
    Record row{{Value{std::uint8_t{9}}, Value{false}, Value::strings({"c"})}};
    auto call = echo_call("Same", {table, Value{ObjectPath{"/a/b"}}, Value{row}});
    auto const reply = world.await(ours.call(std::move(call)));

    ASSERT_TRUE(reply.ok()) << reply.failure->text();
    ASSERT_EQ(reply.values.size(), 3U);
    auto const& back = reply.values[0];
    EXPECT_EQ(back.signature(), "a{sv}");
    EXPECT_EQ(*back.at("y")->get<std::uint8_t>(), 1);
    EXPECT_EQ(*back.at("n")->get<std::int16_t>(), -2);
    EXPECT_EQ(*back.at("q")->get<std::uint16_t>(), 3);
    EXPECT_EQ(*back.at("i")->get<std::int32_t>(), -4);
    EXPECT_EQ(*back.at("u")->get<std::uint32_t>(), 5U);
    EXPECT_EQ(*back.at("x")->get<std::int64_t>(), -6);
    EXPECT_EQ(*back.at("t")->get<std::uint64_t>(), 7U);
    EXPECT_EQ(*back.at("d")->get<double>(), 0.5);
    EXPECT_TRUE(*back.at("b")->get<bool>());
    EXPECT_EQ(back.at("s")->text(), "grüße");
    EXPECT_EQ(back.at("as")->texts(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(back.at("nested")->at("deep")->text(), "x");
    EXPECT_EQ(back.at("empty")->signature(), "as");
    EXPECT_EQ(back.at("missing"), nullptr);
    EXPECT_EQ(reply.values[1].signature(), "o");
    EXPECT_EQ(reply.values[2].signature(), "(ybas)");
}

TEST(Connection, tells_failures_of_the_peer_by_name) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};

    auto const named = world.await(ours.call(echo_call("Fails")));
    auto const thrown = world.await(ours.call(echo_call("Throws")));
    auto const broken = world.await(ours.call(echo_property("Broken")));
    auto const good = world.await(ours.call(echo_property("Version")));

    ASSERT_FALSE(named.ok());
    EXPECT_EQ(named.failure->name, "org.feedherald.Error.NoSuchFeed");
    EXPECT_EQ(named.failure->message, "no such feed");
    ASSERT_FALSE(thrown.ok());
    EXPECT_EQ(thrown.failure->message, "broken inside");
    EXPECT_FALSE(broken.ok());
    ASSERT_TRUE(good.ok());
    EXPECT_EQ(good.at(0)->text(), "1.2.3");
}

TEST(Connection, answers_a_call_that_cannot_be_sent_with_a_failure) {
    BusWorld world;
    Connection ours{world.io.get_executor(), world.bus.address()};
    auto bad_text = echo_call("Same", {Value{"\xff\xfe"}});
    auto bad_path = echo_call("Same");
    bad_path.path = "no path";

    EXPECT_FALSE(world.await(ours.call(std::move(bad_text))).ok());
    EXPECT_FALSE(world.await(ours.call(std::move(bad_path))).ok());
    EXPECT_EQ(world.await(ours.call(echo_call("Same"))).failure->name, error::service_unknown);
}

TEST(Connection, shows_the_names_of_arguments_in_introspection) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};
    auto call = echo_call("Introspect");
    call.interface = "org.freedesktop.DBus.Introspectable";

    auto const reply = world.await(ours.call(std::move(call)));

    ASSERT_TRUE(reply.ok());
    auto const xml = reply.at(0)->text();
    EXPECT_NE(xml.find("name=\"row\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("name=\"ItemNew\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("name=\"Version\""), std::string::npos) << xml;
}

TEST(Connection, gives_up_a_call_in_its_own_time_and_forgets_an_abandoned_one) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};
    world.peers_hang = true;
    auto quick = echo_call("Fails");
    quick.timeout = 50ms;

    auto const late = world.await(ours.call(std::move(quick)));
    bool called = false;
    {
        auto const dropped = ours.send(echo_call("Fails"), [&](Reply const&) { called = true; });
    }
    world.peers_hang = false;
    world.await(ours.call(echo_call("Fails")));

    ASSERT_FALSE(late.ok());
    EXPECT_TRUE(late.failure->name == error::no_reply || late.failure->name == error::timed_out) << late.failure->name;
    EXPECT_FALSE(called);
}

TEST(Connection, lets_a_call_be_cancelled) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};
    world.peers_hang = true;
    boost::asio::cancellation_signal cancel;
    std::exception_ptr failure;

    boost::asio::co_spawn(world.io, ours.call(echo_call("Same")),
                          boost::asio::bind_cancellation_slot(
                              cancel.slot(), [&](std::exception_ptr told, Reply const&) { failure = told; }));
    world.run_for(20ms);
    cancel.emit(boost::asio::cancellation_type::terminal);

    ASSERT_TRUE(world.run_until([&] { return failure != nullptr; }));
    EXPECT_THROW(std::rethrow_exception(failure), boost::system::system_error);
}

TEST(Connection, refuses_a_name_that_another_process_owns) {
    BusWorld world;
    Connection first{world.io.get_executor(), world.bus.address()};
    Connection second{world.io.get_executor(), world.bus.address()};

    EXPECT_TRUE(first.own_name("org.feedherald.Daemon"));
    EXPECT_FALSE(second.own_name("org.feedherald.Daemon"));
}

TEST(Connection, follows_a_name_from_absent_to_owned_to_gone) {
    BusWorld world;
    Connection ours{world.io.get_executor(), world.bus.address()};
    std::vector<std::string> owners;
    auto const watch =
        ours.watch_name("org.feedherald.Echo", [&](std::string const& owner) { owners.push_back(owner); });
    ASSERT_TRUE(world.run_until([&] { return !owners.empty(); }));
    EXPECT_EQ(owners.back(), "");

    {
        Connection peer{world.peers.get_executor(), world.bus.address()};
        ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
        ASSERT_TRUE(world.run_until([&] { return !owners.back().empty(); }));
        EXPECT_EQ(owners.back(), peer.unique_name());
    }

    ASSERT_TRUE(world.run_until([&] { return owners.back().empty(); }));
}

TEST(Connection, hears_signals_of_the_owner_of_a_name_and_of_nobody_else) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    Connection liar{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    liar.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};
    std::vector<std::string> heard;
    auto const watch = ours.listen("org.feedherald.Echo", "org.feedherald.Echo1", [&](Signal const& signal) {
        heard.push_back(signal.arguments.at(0).at("from")->text());
    });
    world.run_for(50ms);

    liar.emit(
        {"", "/org/feedherald/Echo", "org.feedherald.Echo1", "ItemNew", {Value::vardict({{"from", Value{"liar"}}})}});
    world.run_for(50ms);
    peer.emit(
        {"", "/org/feedherald/Echo", "org.feedherald.Echo1", "ItemNew", {Value::vardict({{"from", Value{"peer"}}})}});

    ASSERT_TRUE(world.run_until([&] { return !heard.empty(); }));
    EXPECT_EQ(heard, std::vector<std::string>{"peer"});
}

TEST(Connection, comes_back_with_its_names_objects_and_watches_when_the_bus_does) {
    BusWorld world;
    Connection ours{world.io.get_executor(), world.bus.address()};
    ours.publish(echo());
    ASSERT_TRUE(ours.own_name("org.feedherald.Echo"));
    std::vector<bool> states;
    auto const watch = ours.watch_state([&](bool connected) { states.push_back(connected); });
    auto hanging = echo_call("Same");
    hanging.destination = "org.freedesktop.DBus";

    world.bus.stop();
    auto const lost = world.await(ours.call(std::move(hanging)));
    ASSERT_TRUE(world.run_until([&] { return states == std::vector{false}; }));
    EXPECT_FALSE(lost.ok());
    EXPECT_FALSE(ours.connected());
    EXPECT_NE(ours.trouble(), "");
    world.bus.start();
    ASSERT_TRUE(world.run_until([&] { return states == std::vector{false, true}; }));

    Connection other{world.io.get_executor(), world.bus.address()};
    EXPECT_EQ(world.await(other.call(echo_property("Version"))).at(0)->text(), "1.2.3");
}

TEST(Connection, survives_a_watch_that_ends_inside_its_own_callback) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    Connection ours{world.io.get_executor(), world.bus.address()};
    int calls = 0;
    Watch watch = ours.listen("org.feedherald.Echo", "org.feedherald.Echo1", [&](Signal const&) {
        ++calls;
        watch = {};
    });
    world.run_for(50ms);

    for (int i = 0; i < 3; ++i)
        peer.emit({"", "/org/feedherald/Echo", "org.feedherald.Echo1", "ItemNew", {Value::vardict({})}});

    ASSERT_TRUE(world.run_until([&] { return calls > 0; }));
    world.run_for(50ms);
    EXPECT_EQ(calls, 1);
}

TEST(Connection, may_end_with_calls_under_way) {
    BusWorld world;
    Connection peer{world.peers.get_executor(), world.bus.address()};
    peer.publish(echo());
    ASSERT_TRUE(peer.own_name("org.feedherald.Echo"));
    auto ours = std::make_unique<Connection>(world.io.get_executor(), world.bus.address());
    bool called = false;
    auto watch = ours->send(echo_call("Fails"), [&](Reply const&) { called = true; });

    ours.reset();
    world.run_for(50ms);
    watch = {};

    EXPECT_FALSE(called);
}

}  // namespace
}  // namespace feedherald::bus
