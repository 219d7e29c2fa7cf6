// SPDX-License-Identifier: MIT
// Until when the pop-ups of a feed wait: for the end of its quiet hours, and of a mute.
#pragma once

#include "config/settings.hpp"
#include "engine/rooms.hpp"

#include <optional>

namespace feedherald::engine {

/** Empty: they do not wait. */
[[nodiscard]] std::optional<Instant> held_until(Subscription const& sub, Rooms const& rooms, Instant now);

/** Quiet hours or mutes have changed: what waits for a desktop waits as long as they say now, and what only the former
 *  ones held is due. Feeds must have been enlisted. */
void hold_anew(config::Settings const& settings, Rooms const& rooms);

}  // namespace feedherald::engine
