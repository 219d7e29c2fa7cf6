// SPDX-License-Identifier: MIT
#include "engine/holding.hpp"

#include "dispatch/quiet_hours.hpp"

#include <algorithm>

namespace feedherald::engine {

std::optional<Instant> held_until(Subscription const& sub, Rooms const& rooms, Instant now) {
    std::optional<Instant> quiet;
    if (sub.alerts->quiet_hours) quiet = dispatch::quiet_until(*sub.alerts->quiet_hours, now, rooms.local_offset);
    return std::max(quiet, rooms.store.muted_until(sub.id, now));
}

void hold_anew(config::Settings const& settings, Rooms const& rooms) {
    auto const now = rooms.clock.now();
    for (auto const& sink : settings.sinks) {
        if (sink.type != "desktop") continue;
        auto const owed = rooms.store.feeds_owed(sink.name);
        for (auto const& sub : settings.feeds)
            if (std::binary_search(owed.begin(), owed.end(), sub.id))
                rooms.store.hold_feed(sink.name, sub.id, held_until(sub, rooms, now), now);
    }
}

}  // namespace feedherald::engine
