// SPDX-License-Identifier: MIT
// Whether the person is away: what logind says of the graphical session, on the system bus.
#pragma once

#include "bus/connection.hpp"

#include <functional>
#include <string>

namespace feedherald::bus {

class SessionLock {
  public:
    /** `system` is a connection to the system bus. `changed` is called from the io_context whenever known() or away()
     *  changes. */
    SessionLock(Connection& system, std::function<void()> changed);
    SessionLock(SessionLock const&) = delete;
    SessionLock& operator=(SessionLock const&) = delete;

    /** False until logind has answered, or within a bound has not: a pop-up in between might be shown to nobody. */
    [[nodiscard]] bool known() const noexcept { return known_; }
    /** Locked or idle. False where there is no logind, or no session that it could tell of. */
    [[nodiscard]] bool away() const noexcept { return locked_ || idle_; }

  private:
    void find_session();
    void read_properties();
    void on_properties(Signal const& signal);
    void take(Value const& properties);
    void settle();

    Connection& system_;
    std::function<void()> changed_;
    std::string session_path_;
    bool known_ = false;
    bool locked_ = false;
    bool idle_ = false;
    Watch owner_;
    Watch signals_;
    Watch reply_;
};

}  // namespace feedherald::bus
