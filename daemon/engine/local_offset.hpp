// SPDX-License-Identifier: MIT
// Local time as quiet hours understand it.
#pragma once

#include "base/instant.hpp"

#include <chrono>

namespace feedherald::engine {

/** How far local time is ahead of UTC, by the zone of the process, which the C library reads from TZ or /etc/localtime.
 */
std::chrono::seconds local_offset(Instant instant);

}  // namespace feedherald::engine
