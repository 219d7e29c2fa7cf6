// SPDX-License-Identifier: MIT
#include "control/service.hpp"

#include "base/dates.hpp"
#include "base/log.hpp"
#include "base/version.hpp"

namespace feedherald::control {

namespace asio = boost::asio;

namespace {
constexpr char bus_name[] = "org.feedherald.Daemon";
constexpr std::chrono::seconds status_pause{10};
}  // namespace

void Service::start() {
    if (session_) {
        if (!session_->own_name(bus_name))
            log_warning(std::string("the bus name ") + bus_name +
                        " is taken by another process: running without the control object");
    }
    log_info(std::string("feedherald ") + version + " started: " + status());
    ready();
}

std::string Service::status() const {
    auto const condition = daemon_.condition();
    auto const& d = condition;
    std::string text = std::to_string(d.feeds) + (d.feeds == 1 ? " feed" : " feeds");
    if (d.failing > 0) text += ", " + std::to_string(d.failing) + " failing";
    if (d.pending_alerts > 0) text += ", " + std::to_string(d.pending_alerts) + " alerts waiting";
    if (d.next_poll) text += "; next poll " + to_rfc3339(std::chrono::floor<std::chrono::seconds>(*d.next_poll));
    return text;
}

void Service::ready(std::string const& given) {
    told_ = given.empty() ? status() : given;
    tell_ready(told_);
}

asio::awaitable<void> Service::keep_status() {
    for (;;) {
        co_await touched_.wait();
        if (auto now = status(); now != told_) {
            told_ = std::move(now);
            tell_status(told_);
        }
        co_await pause_.wait(status_pause);
    }
}

}  // namespace feedherald::control
