// SPDX-License-Identifier: MIT
#include "control/service_manager.hpp"

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <systemd/sd-daemon.h>

namespace feedherald::control {

namespace asio = boost::asio;

namespace {

/** One datagram; a status is one line by the protocol. */
void notify(std::string message) {
    ::sd_notify(0, message.c_str());
}

std::string status_line(std::string_view status) {
    std::string line = "STATUS=";
    for (char const c : status) line += c == '\n' ? ' ' : c;
    return line;
}

std::uint64_t monotonic_microseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1'000;
}

}  // namespace

void tell_ready(std::string_view status) {
    notify("READY=1\n" + status_line(status));
}

void tell_status(std::string_view status) {
    notify(status_line(status));
}

void tell_reloading() {
    notify("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic_microseconds()));
}

void tell_stopping() {
    notify("STOPPING=1\nSTATUS=Stopping");
}

asio::awaitable<void> feed_watchdog() {
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0) co_return;  // also checks that WATCHDOG_PID is ours
    asio::steady_timer timer{co_await asio::this_coro::executor};
    for (;;) {
        notify("WATCHDOG=1");
        timer.expires_after(std::chrono::microseconds(microseconds / 2));
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace feedherald::control
