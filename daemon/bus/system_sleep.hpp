// SPDX-License-Identifier: MIT
// When the machine goes to sleep and wakes, as logind tells it on the system bus; sleep waits until we are ready.
#pragma once

#include "bus/connection.hpp"

#include <functional>
#include <optional>
#include <string>

namespace feedherald::bus {

class SystemSleep {
  public:
    /** `system` is a connection to the system bus and outlives this. `changed` is called from the io_context: true just
     *  before the machine goes to sleep, which waits until it has returned (5 s at most by logind's default), false
     * when it has woken. Without logind, never. */
    SystemSleep(Connection& system, std::function<void(bool asleep)> changed);
    SystemSleep(SystemSleep const&) = delete;
    SystemSleep& operator=(SystemSleep const&) = delete;

  private:
    void hear(Signal const& signal);
    void ask_for_delay();

    Connection& system_;
    std::function<void(bool)> changed_;
    std::optional<Descriptor> delay_;  ///< logind's lock: while it is open, sleep waits
    Watch signals_;
    Watch owner_;
    Watch reply_;
};

}  // namespace feedherald::bus
