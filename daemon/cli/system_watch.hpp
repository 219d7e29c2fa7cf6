// SPDX-License-Identifier: MIT
// Tells the daemon what the system bus says of network and sleep. Where there is no such bus, nothing is told.
#pragma once

#include "bus/system_network.hpp"
#include "bus/system_sleep.hpp"
#include "engine/daemon.hpp"

#include <optional>

#include <boost/asio/any_io_executor.hpp>

namespace feedherald::cli {

class SystemWatch {
  public:
    /** `daemon` outlives it. */
    SystemWatch(boost::asio::any_io_executor const& executor, engine::Daemon& daemon);

  private:
    void tell_network();

    engine::Daemon& daemon_;
    std::optional<bus::Connection> system_;
    std::optional<bus::SystemNetwork> network_;
    std::optional<bus::SystemSleep> sleep_;
};

}  // namespace feedherald::cli
