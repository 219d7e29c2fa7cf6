// SPDX-License-Identifier: MIT
#include "sink/desktop/quiet.hpp"

namespace feedherald::sink::desktop {

using Hold = config::DesktopSettings::Hold;

Quiet::Quiet(Hold hold, boost::asio::any_io_executor executor, bus::Connection& session, bus::Address const& system_bus,
             std::function<void()> const& changed) {
    if (hold == Hold::dnd) do_not_disturb_ = std::make_unique<bus::DoNotDisturb>(executor, session, changed);
    if (hold == Hold::locked) {
        system_ = std::make_unique<bus::Connection>(executor, system_bus);
        lock_ = std::make_unique<bus::SessionLock>(*system_, changed);
    }
}

std::optional<std::string> Quiet::reason() const {
    if (do_not_disturb_ && do_not_disturb_->active()) return "do not disturb is on";
    if (lock_ && lock_->away()) return "the session is locked or idle";
    return std::nullopt;
}

bool Quiet::unsure() const {
    return (do_not_disturb_ && !do_not_disturb_->known()) || (lock_ && !lock_->known());
}

boost::asio::awaitable<std::optional<std::string>> Quiet::look() {
    if (do_not_disturb_) {
        co_await do_not_disturb_->look();
    }
    co_return reason();
}

}  // namespace feedherald::sink::desktop
