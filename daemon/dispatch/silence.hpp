// SPDX-License-Identifier: MIT
// A healthy feed from which nothing has come for far longer than it ever took: a blog that has ended, a feed that was
// forgotten in a move.
#pragma once

#include "model/known.hpp"

#include <optional>

namespace feedherald::dispatch {

struct Silence {
    Duration lasting{};
    Duration usual{};  ///< between two posts: the median
};

/** Empty while it is not unusual, and where too little is known of the feed's rhythm to say. Silence before the feed
 *  was first polled does not count: whoever adds an old feed knows. */
std::optional<Silence> unusual_silence(FeedState const& state, Instant now);

}  // namespace feedherald::dispatch
