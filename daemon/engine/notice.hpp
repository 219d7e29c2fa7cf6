// SPDX-License-Identifier: MIT
// What a person must learn by another way than the one that is broken: an alert about the daemon itself, on the
// desktop.
#pragma once

#include "engine/rooms.hpp"

#include <string>

namespace feedherald::engine {

/** Owes the alert to every desktop of this session but `except`; without one nobody is told here. */
void notice(Rooms const& rooms, AlertKind kind, std::string reason, SinkName const& except);

}  // namespace feedherald::engine
