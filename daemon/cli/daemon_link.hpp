// SPDX-License-Identifier: MIT
// The running daemon, for commands: one question at a time over the session bus. Nothing is started by asking.
#pragma once

#include "bus/message.hpp"

#include <memory>
#include <optional>
#include <string>

namespace feedherald::cli {

class BusLine;

class DaemonLink {
  public:
    /** Null where there is no session bus, or no daemon on it. */
    static std::unique_ptr<DaemonLink> find();
    ~DaemonLink();

    /** A method of org.feedherald.Daemon1; waits for its answer. */
    bus::Reply call(std::string const& member, bus::Values arguments = {});
    /** Empty where the daemon does not tell. */
    std::optional<std::string> text_property(std::string const& name);

  private:
    DaemonLink(std::unique_ptr<BusLine> line, std::string owner);

    std::unique_ptr<BusLine> line_;
    std::string owner_;  ///< the daemon's unique name
};

}  // namespace feedherald::cli
