// SPDX-License-Identifier: MIT
// logind as far as one session is concerned, saying of it what the test says.
#pragma once

#include "bus/bus_world.hpp"

#include <string>

namespace feedherald::test {

/** logind with one session. */
struct Logind {
    explicit Logind(BusWorld& world) : connection(world.peers.get_executor(), world.bus.address()) {
        bus::Object manager;
        manager.path = "/org/freedesktop/login1";
        manager.interface = "org.freedesktop.login1.Manager";
        manager.methods = {
            {"GetSession", {{"id", "s"}}, {{"path", "o"}}, [this](bus::Values const& in) {
                 if (in[0].text() != "auto" || !knows_session) return bus::Reply::failed("x.Error", "no such session");
                 return bus::Reply{{bus::Value{bus::ObjectPath{"/org/freedesktop/login1/session/_31"}}}, {}};
             }}};
        bus::Object session;
        session.path = "/org/freedesktop/login1/session/_31";
        session.interface = "org.freedesktop.login1.Session";
        session.properties = {{"LockedHint", "b", [this] { return bus::Value{locked}; }},
                              {"IdleHint", "b", [this] { return bus::Value{idle}; }}};
        connection.publish(manager);
        connection.publish(session);
        connection.own_name("org.freedesktop.login1");
    }
    void set(bool& flag, bool now, std::string const& property) {
        flag = now;
        connection.properties_changed("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session",
                                      {property});
    }
    bool locked = false;
    bool idle = false;
    bool knows_session = true;
    bus::Connection connection;
};

}  // namespace feedherald::test
