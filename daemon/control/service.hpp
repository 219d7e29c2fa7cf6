// SPDX-License-Identifier: MIT
// The daemon as systemd and the session bus see it.
#pragma once

#include "bus/session.hpp"
#include "control/daemon_object.hpp"
#include "control/service_manager.hpp"
#include "engine/daemon.hpp"

#include <optional>
#include <string>

namespace feedherald::control {

class Service {
  public:
    /** `session` is null where there is no bus or [control] dbus is off. All outlive the service. */
    Service(boost::asio::any_io_executor const& executor, engine::Daemon& daemon, bus::Session* session,
            std::string state_directory, AskReload reload);
    ~Service();
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    /** Owns the bus name (or says who holds it, and goes on without), then tells systemd that we are ready. */
    boost::asio::awaitable<void> start();
    void reloading() { tell_reloading(); }
    /** The status is `trouble` until the next call, or the daemon's condition where there is none. */
    void ready(std::string trouble);
    void stopping() { tell_stopping(); }
    /** A poll has ended. */
    void polled(Subscription const& feed, engine::Polled const& polled);
    /** Something has happened: the status may be another. */
    void touch() { touched_.notify(); }
    /** Tells systemd and the bus what has changed: soon, and not more often than a person could read. Ends by
     *  cancellation. */
    boost::asio::awaitable<void> keep_status();

  private:
    void come_to_the_bus();
    boost::asio::awaitable<std::string> holder_of_name();
    [[nodiscard]] std::string status() const;

    engine::Daemon& daemon_;
    bus::Session* session_;
    std::optional<DaemonObject> object_;
    bus::Watch reconnected_;
    bool on_the_bus_ = false;
    engine::Event touched_;
    engine::Event pause_;
    std::string trouble_;
    std::string told_;
};

}  // namespace feedherald::control
