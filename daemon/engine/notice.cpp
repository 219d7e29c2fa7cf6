// SPDX-License-Identifier: MIT
#include "engine/notice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace feedherald::engine {

void notice(Rooms const& rooms, AlertKind kind, std::string reason, SinkName const& except) {
    Owed owed;
    std::copy_if(rooms.notice_sinks.begin(), rooms.notice_sinks.end(), std::back_inserter(owed.to),
                 [&](SinkName const& sink) { return sink != except; });
    if (owed.to.empty()) return;
    auto const now = rooms.clock.now();
    owed.alert.kind = kind;
    owed.alert.time = now;
    owed.alert.feed_title = "feedherald";
    owed.alert.reason = std::move(reason);
    rooms.store.owe({owed}, now);
    rooms.outbox_changed();
}

}  // namespace feedherald::engine
