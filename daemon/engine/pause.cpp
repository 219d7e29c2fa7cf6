// SPDX-License-Identifier: MIT
#include "engine/pause.hpp"

#include <charconv>
#include <cstdint>

namespace feedherald::engine {

namespace {
constexpr char pause_note[] = "paused_until";
}  // namespace

void note_pause(store::Store& store, std::optional<Instant> until) {
    if (until)
        store.set_note(pause_note, std::to_string(until->time_since_epoch().count()));
    else
        store.remove_note(pause_note);
}

std::optional<Instant> noted_pause(store::Store& store, Instant now) {
    auto const note = store.note(pause_note);
    if (!note) return std::nullopt;
    std::int64_t milliseconds = 0;
    std::from_chars(note->data(), note->data() + note->size(), milliseconds);
    Instant const until{Duration(milliseconds)};
    return until > now ? std::optional(until) : std::nullopt;
}

}  // namespace feedherald::engine
