// SPDX-License-Identifier: MIT
// The whole program in one function: fetch, parse, diff, dispatch, schedule, record.
#pragma once

#include "engine/rooms.hpp"
#include "model/subscription.hpp"

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** What a poll came to, for those who watch; everything that matters is in the store by then. */
struct Polled {
    enum class Result { unchanged, changed, failed };
    Result result = Result::unchanged;
    std::size_t new_items = 0;                ///< a first poll's items count as new
    std::string feed;                         ///< the name to show
    std::string reason;                       ///< of a failure
    std::optional<Instant> next_poll;         ///< empty: never again by itself (410)
    std::optional<Instant> host_quiet_until;  ///< the server has enough of all of us (A-24)
    bool host_named_it = false;               ///< by a Retry-After, the only thing that holds `run --once` back
};

/** Throws only what the store throws, and operation_aborted. */
boost::asio::awaitable<Polled> poll(Subscription sub, Rooms const& rooms);

}  // namespace feedherald::engine
