// SPDX-License-Identifier: MIT
// Quiet hours are local time; the zone comes in as a function, so this stays a function of its arguments.
#pragma once

#include "base/instant.hpp"
#include "model/subscription.hpp"

#include <chrono>
#include <functional>
#include <optional>

namespace feedherald::dispatch {

/** How far local time is ahead of UTC at an instant. */
using LocalOffset = std::function<std::chrono::seconds(Instant)>;

/** When the quiet hours that hold at `now` end; empty outside them. "22:00-22:00" is never quiet. */
std::optional<Instant> quiet_until(QuietHours const& hours, Instant now, LocalOffset const& offset);

}  // namespace feedherald::dispatch
