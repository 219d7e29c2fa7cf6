// SPDX-License-Identifier: MIT
// When the machine goes to sleep and wakes, as logind tells it on the system bus.
#pragma once

#include "bus/connection.hpp"

#include <functional>

namespace feedherald::bus {

class SystemSleep {
  public:
    /** `system` is a connection to the system bus. `changed` is called from the io_context: true just before the
     * machine goes to sleep, false when it has woken. Without logind, never. */
    SystemSleep(Connection& system, std::function<void(bool asleep)> changed);
    SystemSleep(SystemSleep const&) = delete;
    SystemSleep& operator=(SystemSleep const&) = delete;

  private:
    std::function<void(bool)> changed_;
    Watch signals_;
};

}  // namespace feedherald::bus
