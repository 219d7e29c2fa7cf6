// SPDX-License-Identifier: MIT
// What a sink's receiver asked for outlives a restart: a note in the store, good for the same endpoint only.
#pragma once

#include "base/instant.hpp"
#include "engine/rooms.hpp"

#include <string>

namespace feedherald::engine {

/** Until when the receiver wants to be left alone; long ago where it never asked, or was asked at another address. */
Instant noted_wait(store::Store& store, SinkName const& sink, std::string const& fingerprint);
void note_wait(store::Store& store, SinkName const& sink, std::string const& fingerprint, Instant until);

}  // namespace feedherald::engine
