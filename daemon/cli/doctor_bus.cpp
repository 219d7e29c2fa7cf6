// SPDX-License-Identifier: MIT
// The checks that ask the session bus.
#include "base/process.hpp"
#include "cli/doctor_checks.hpp"
#include "control/bus_names.hpp"

#include <algorithm>

namespace feedherald::cli {

namespace {

constexpr char notifications[] = "org.freedesktop.Notifications";

bool uses_desktop(config::Settings const& settings) {
    auto const is_desktop = [&](SinkName const& name) {
        return std::any_of(settings.sinks.begin(), settings.sinks.end(),
                           [&](auto const& sink) { return sink.name == name && sink.type == "desktop"; });
    };
    return std::any_of(settings.feeds.begin(), settings.feeds.end(), [&](Subscription const& feed) {
        return std::any_of(feed.alerts->to.begin(), feed.alerts->to.end(), is_desktop);
    });
}

}  // namespace

Check check_session_bus(BusLine const* line, std::string const& trouble) {
    if (line != nullptr) return {"session bus", Check::Result::ok, "answers", ""};
    return {"session bus", Check::Result::warn, trouble,
            "without it there are no pop-ups, and 'feedherald poll' and 'pause' reach no daemon: run this in your "
            "session, or set DBUS_SESSION_BUS_ADDRESS"};
}

Check check_notification_server(BusLine* line, config::Settings const& settings) {
    Check check{"notification server"};
    auto const owner = line != nullptr ? line->owner_of(notifications) : std::nullopt;
    if (!owner) {
        bool const needed = uses_desktop(settings);
        check.result = needed ? Check::Result::warn : Check::Result::ok;
        check.found =
            needed ? "none runs; desktop alerts wait for one" : "none runs, and no feed alerts to the desktop";
        if (needed) check.remedy = "start one (your desktop's own, or dunst, mako, swaync)";
        return check;
    }
    auto const reply = line->ask(
        {*owner, "/org/freedesktop/Notifications", notifications, "GetServerInformation", {}, std::chrono::seconds{5}});
    if (auto const* name = reply.at(0)) {
        auto const* version = reply.at(2);
        check.found = name->text() + " " + (version != nullptr ? version->text() : "");
        return check;
    }
    check.result = Check::Result::fail;
    check.found = "does not answer: " + reply.failure->text();
    check.remedy = "restart it; alerts wait until it answers";
    return check;
}

Check check_daemon(BusLine* line, std::filesystem::path const& state) {
    auto const holder = store::holder_of(state);
    bool const on_the_bus = line != nullptr && line->owner_of(control::bus_name).has_value();
    if (on_the_bus) return {"daemon", Check::Result::ok, holder ? "runs as " + describe_process(*holder) : "runs", ""};
    if (holder)
        return {"daemon", Check::Result::warn, "runs as " + describe_process(*holder) + ", but not on this session bus",
                "'feedherald poll', 'pause' and 'resume' cannot reach it: see [control] dbus, and in whose session it "
                "runs"};
    return {"daemon", Check::Result::warn, "does not run", "systemctl --user enable --now feedherald"};
}

}  // namespace feedherald::cli
