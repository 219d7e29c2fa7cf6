// SPDX-License-Identifier: MIT
// Points and spans of time as every room speaks of them.
#pragma once

#include <chrono>

namespace feedherald {

/** A point of wall-clock time, UTC. Only an argument in the pure core; read from a Clock in engine/, and in net/ for a
 * Retry-After. */
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/** A span as users configure it. */
using Duration = std::chrono::milliseconds;

}  // namespace feedherald
