// SPDX-License-Identifier: MIT
#include "bus/system_sleep.hpp"

namespace feedherald::bus {

SystemSleep::SystemSleep(Connection& system, std::function<void(bool asleep)> changed) : changed_(std::move(changed)) {
    auto heard = [this](Signal const& signal) {
        if (signal.member != "PrepareForSleep" || signal.arguments.empty()) return;
        if (auto const* asleep = signal.arguments[0].get<bool>()) changed_(*asleep);
    };
    signals_ = system.listen("org.freedesktop.login1", "org.freedesktop.login1.Manager", std::move(heard));
}

}  // namespace feedherald::bus
