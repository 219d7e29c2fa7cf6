// SPDX-License-Identifier: MIT
// What systemd hears of us (sd_notify): ready, status, reloading, stopping, and that the loop is alive.
#pragma once

#include <string_view>

#include <boost/asio/awaitable.hpp>

namespace feedherald::control {

/** All of them do nothing when no service manager listens ($NOTIFY_SOCKET is not set). */
void tell_ready(std::string_view status);
void tell_status(std::string_view status);
/** With MONOTONIC_USEC, as Type=notify-reload wants it; tell_ready() ends it. */
void tell_reloading();
void tell_stopping();

/** Sends WATCHDOG=1 at half of WATCHDOG_USEC from the loop itself, so that a loop that is stuck is noticed; returns at
 *  once where no watchdog is asked for. Ends by cancellation. */
boost::asio::awaitable<void> feed_watchdog();

}  // namespace feedherald::control
