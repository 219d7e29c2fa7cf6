// SPDX-License-Identifier: MIT
// The daemon as systemd and the session bus see it.
#pragma once

#include "bus/session.hpp"
#include "control/service_manager.hpp"
#include "engine/daemon.hpp"

#include <string>

namespace feedherald::control {

class Service {
  public:
    /** `session` is null where there is no bus or [control] dbus is off. Both outlive the service. */
    Service(boost::asio::any_io_executor const& executor, engine::Daemon& daemon, bus::Session* session)
        : daemon_(daemon), session_(session), touched_(executor), pause_(executor) {}

    /** Owns the bus name (or says who holds it, and goes on without), then tells systemd that we are ready. */
    void start();
    void reloading() { tell_reloading(); }
    /** With the daemon's condition, or the text given, as status. */
    void ready(std::string const& status = {});
    void stopping() { tell_stopping(); }
    /** Something has happened: the status may be another. */
    void touch() { touched_.notify(); }
    /** Tells a changed status, a few times a minute at most; ends by cancellation. */
    boost::asio::awaitable<void> keep_status();

  private:
    [[nodiscard]] std::string status() const;

    engine::Daemon& daemon_;
    bus::Session* session_;
    engine::Event touched_;
    engine::Event pause_;
    std::string told_;
};

}  // namespace feedherald::control
