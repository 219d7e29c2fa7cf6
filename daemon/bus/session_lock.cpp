// SPDX-License-Identifier: MIT
#include "bus/session_lock.hpp"

#include "base/log.hpp"

#include <utility>

namespace feedherald::bus {

using namespace std::chrono_literals;

namespace {

constexpr auto logind = "org.freedesktop.login1";
constexpr auto session_interface = "org.freedesktop.login1.Session";
constexpr auto properties_interface = "org.freedesktop.DBus.Properties";
// A logind that leaves the question open does not hold alerts back for ever.
constexpr auto patience = 2s;

void read_flag(Value const& properties, char const* name, bool& flag) {
    auto const* value = properties.at(name);
    auto const* told = value != nullptr ? value->get<bool>() : nullptr;
    if (told != nullptr) flag = *told;
}

}  // namespace

SessionLock::SessionLock(Connection& system, std::function<void()> changed)
    : system_(system), changed_(std::move(changed)) {
    signals_ = system_.listen(logind, properties_interface, [this](Signal const& signal) { on_properties(signal); });
    owner_ = system_.watch_name(logind, [this](std::string const& owner) {
        locked_ = idle_ = false;
        session_path_.clear();
        known_ = owner.empty();
        if (!known_) find_session();
        changed_();
    });
}

void SessionLock::find_session() {
    // "auto" is the caller's session and, for a service of the user's manager, the one with the display.
    Call const question{logind,       "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                        "GetSession", {Value{"auto"}},           patience};
    reply_ = system_.send(question, [this](Reply const& reply) {
        auto const* path = reply.at(0);
        if (path == nullptr) {
            log_debug("logind knows no session of ours", {{"ERROR", reply.ok() ? "" : reply.failure->text()}});
            return settle();
        }
        session_path_ = path->text();
        read_properties();
    });
}

void SessionLock::read_properties() {
    Call const question{logind, session_path_, properties_interface, "GetAll", {Value{session_interface}}, patience};
    reply_ = system_.send(question, [this](Reply const& reply) {
        if (auto const* properties = reply.at(0)) take(*properties);
        settle();
    });
}

void SessionLock::settle() {
    if (std::exchange(known_, true)) return;
    changed_();
}

void SessionLock::on_properties(Signal const& signal) {
    if (signal.member != "PropertiesChanged" || signal.path != session_path_ || signal.arguments.size() < 2) return;
    if (signal.arguments[0].text() == session_interface) take(signal.arguments[1]);
}

void SessionLock::take(Value const& properties) {
    bool const before = away();
    read_flag(properties, "LockedHint", locked_);
    read_flag(properties, "IdleHint", idle_);
    if (away() != before) changed_();
}

}  // namespace feedherald::bus
