// SPDX-License-Identifier: MIT
// Notices that the wall clock was set or that the machine was asleep, so that due times are looked at again.
#pragma once

#include <functional>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** Calls `changed` after every step of the wall clock and after every resume, until cancelled. Costs nothing between.
 *  Timers run on CLOCK_MONOTONIC, which stops during suspend: without this a 30-minute wait would resume where it was.
 */
boost::asio::awaitable<void> watch_clock(std::function<void()> changed);

}  // namespace feedherald::engine
