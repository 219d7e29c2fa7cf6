// SPDX-License-Identifier: MIT
// Feeds that have become one: what one of them knows is new to none, and nothing is told twice.
#pragma once

#include "model/alert.hpp"
#include "store/store.hpp"

#include <vector>

namespace feedherald::engine {

/** What the others of these feeds know. */
std::vector<SeenItem> seen_by_others(store::Store& store, std::vector<FeedId> const& feeds, FeedId self);

/** Adds to `seen` what only the others know. */
void add_seen(std::vector<SeenItem>& seen, std::vector<SeenItem> const& by_others);

/** Takes out of `owed` the sinks that `before` owes the same item to, and adds what is left to `before`. */
void drop_repeated(std::vector<Owed>& owed, std::vector<Owed>& before);

}  // namespace feedherald::engine
