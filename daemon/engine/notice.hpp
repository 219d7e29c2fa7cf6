// SPDX-License-Identifier: MIT
// What a person must learn by another way than the one that is broken: an alert about the daemon itself, on the
// desktop.
#pragma once

#include "engine/rooms.hpp"

#include <string>
#include <vector>

namespace feedherald::engine {

/** Owes the alert to these desktops; without one nobody is told. */
void notice(Rooms const& rooms, AlertKind kind, std::string reason, std::vector<SinkName> desktops);
/** The desktops of this session but `except`. */
std::vector<SinkName> desktops_but(Rooms const& rooms, SinkName const& except);

}  // namespace feedherald::engine
