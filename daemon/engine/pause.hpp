// SPDX-License-Identifier: MIT
// Desktop alerts are held until then; noted in the state, so a pause survives a restart and commands can tell of it.
#pragma once

#include "store/store.hpp"

#include <optional>

namespace feedherald::engine {

/** A pause without an end of its own lasts until it is resumed; a year that RFC 3339 can still write. */
inline constexpr Instant until_resumed{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};

/** Empty: no longer. */
void note_pause(store::Store& store, std::optional<Instant> until);
/** Empty where no pause holds at `now`. */
std::optional<Instant> noted_pause(store::Store& store, Instant now);

}  // namespace feedherald::engine
