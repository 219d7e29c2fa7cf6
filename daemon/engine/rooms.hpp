// SPDX-License-Identifier: MIT
// What the loops work with. Made once in cli/, handed down by reference; all of it outlives the loops.
#pragma once

#include "engine/clock.hpp"
#include "net/http_client.hpp"
#include "store/store.hpp"

#include <exception>
#include <functional>
#include <vector>

namespace feedherald::engine {

struct Rooms {
    Clock& clock;
    store::Store& store;
    net::HttpClient& http;
    std::function<void(std::exception_ptr)> state_lost;         ///< store::Damaged: only a new store helps
    std::function<double()> jitter;                             ///< uniform in [0, 1)
    std::function<void()> outbox_changed;                       ///< rings every deliver loop
    std::function<std::chrono::seconds(Instant)> local_offset;  ///< of local time from UTC, for quiet hours
    std::vector<SinkName> desktop_sinks;                        ///< quiet hours and mute hold these back
    std::vector<SinkName> notice_sinks = {};                    ///< desktops of this session: told of broken sinks
    std::function<void()> flush_soon = nullptr;                 ///< what was settled waits for the disk: see settle()
    std::function<void()> settled = nullptr;                    ///< deliveries have changed their state
};

}  // namespace feedherald::engine
