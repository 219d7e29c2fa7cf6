// SPDX-License-Identifier: MIT
#include "bus/system_sleep.hpp"

#include "base/log.hpp"

namespace feedherald::bus {

namespace {
constexpr auto logind = "org.freedesktop.login1";
constexpr auto manager = "org.freedesktop.login1.Manager";
}  // namespace

SystemSleep::SystemSleep(Connection& system, std::function<void(bool asleep)> changed)
    : system_(system), changed_(std::move(changed)) {
    signals_ = system_.listen(logind, manager, [this](Signal const& signal) { hear(signal); });
    owner_ = system_.watch_name(logind, [this](std::string const& owner) {
        delay_.reset();
        if (!owner.empty()) ask_for_delay();
    });
}

void SystemSleep::hear(Signal const& signal) {
    if (signal.member != "PrepareForSleep" || signal.arguments.empty()) return;
    auto const* const asleep = signal.arguments[0].get<bool>();
    if (asleep == nullptr) return;
    changed_(*asleep);
    if (!*asleep) return ask_for_delay();
    reply_ = {};  // a lock that comes now would hold sleep back for nothing
    delay_.reset();
}

void SystemSleep::ask_for_delay() {
    Call const question{logind,
                        "/org/freedesktop/login1",
                        manager,
                        "Inhibit",
                        {Value{"sleep"}, Value{"feedherald"}, Value{"Writing down what was read"}, Value{"delay"}}};
    reply_ = system_.send(question, [this](Reply const& reply) {
        auto const* const answer = reply.at(0);
        auto const* const lock = answer != nullptr ? answer->get<Descriptor>() : nullptr;
        if (lock != nullptr)
            delay_ = *lock;
        else
            log_debug("logind does not let sleep wait for us", {{"ERROR", reply.ok() ? "" : reply.failure->text()}});
    });
}

}  // namespace feedherald::bus
