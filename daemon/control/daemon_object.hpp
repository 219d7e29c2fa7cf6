// SPDX-License-Identifier: MIT
// The daemon on the session bus: org.feedherald.Daemon1 of the contract. Every call is answered from the state at once.
#pragma once

#include "bus/connection.hpp"
#include "control/facts.hpp"
#include "engine/daemon.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace feedherald::control {

/** Puts the configuration on disk in force; says why not. */
using AskReload = std::function<std::optional<std::string>()>;

class DaemonObject {
  public:
    /** All outlive it. */
    DaemonObject(bus::Connection& bus, engine::Daemon& daemon, std::string state_directory, AskReload reload);

    [[nodiscard]] bus::Object description();
    /** Signals those properties whose value is another than when it was last told. */
    void refresh();
    /** Signals what a poll brought. */
    void tell(Subscription const& feed, engine::Polled const& polled);

  private:
    using Chosen = std::vector<Subscription const*>;

    Chosen choose(std::string const& wanted) const;
    bus::Reply poll(bus::Values const& arguments);
    bus::Reply pause(bus::Values const& arguments);
    bus::Reply resume();
    bus::Reply reload();
    bus::Reply list_feeds() const;
    bus::Reply history(bus::Values const& arguments) const;
    bus::Reply explain(bus::Values const& arguments) const;
    bus::Reply mute(bus::Values const& arguments);
    [[nodiscard]] std::map<std::string, bus::Value> properties() const;
    void emit(std::string member, bus::Values arguments);

    bus::Connection& bus_;
    engine::Daemon& daemon_;
    std::string state_directory_;
    AskReload reload_;
    std::map<std::string, std::string> told_;  ///< by property: its value as text
};

}  // namespace feedherald::control
