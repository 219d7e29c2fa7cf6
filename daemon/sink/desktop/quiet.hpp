// SPDX-License-Identifier: MIT
// Whether pop-ups are to be held back now, as the sink's `hold` says: do not disturb, or nobody there.
#pragma once

#include "bus/connection.hpp"
#include "bus/do_not_disturb.hpp"
#include "bus/session_lock.hpp"
#include "config/settings.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::sink::desktop {

class Quiet {
  public:
    /** `changed` is called from the io_context. `system_bus` is opened for hold = "locked" alone. */
    Quiet(config::DesktopSettings::Hold hold, boost::asio::any_io_executor executor, bus::Connection& session,
          bus::Address const& system_bus, std::function<void()> const& changed);

    /** Why pop-ups are held back; empty when they are not. */
    [[nodiscard]] std::optional<std::string> reason() const;
    /** True while it is not yet known: no pop-up, but nothing is held either. */
    [[nodiscard]] bool unsure() const;
    /** reason(), after asking servers that do not tell by themselves. */
    boost::asio::awaitable<std::optional<std::string>> look();

  private:
    std::unique_ptr<bus::DoNotDisturb> do_not_disturb_;
    std::unique_ptr<bus::Connection> system_;
    std::unique_ptr<bus::SessionLock> lock_;
};

}  // namespace feedherald::sink::desktop
