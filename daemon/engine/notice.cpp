// SPDX-License-Identifier: MIT
#include "engine/notice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace feedherald::engine {

void notice(Rooms const& rooms, AlertKind kind, std::string reason, std::vector<SinkName> desktops) {
    if (desktops.empty()) return;
    Owed owed;
    owed.to = std::move(desktops);
    auto const now = rooms.clock.now();
    owed.alert.kind = kind;
    owed.alert.time = now;
    owed.alert.feed_title = "feedherald";
    owed.alert.reason = std::move(reason);
    rooms.store.owe({owed}, now);
    rooms.outbox_changed();
}

std::vector<SinkName> desktops_but(Rooms const& rooms, SinkName const& except) {
    std::vector<SinkName> others;
    std::copy_if(rooms.notice_sinks.begin(), rooms.notice_sinks.end(), std::back_inserter(others),
                 [&](SinkName const& sink) { return sink != except; });
    return others;
}

}  // namespace feedherald::engine
