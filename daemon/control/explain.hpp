// SPDX-License-Identifier: MIT
// Why a feed is polled when it is, and why an item was alerted or not: in sentences with instants, from the state.
#pragma once

#include "control/facts.hpp"
#include "control/feed_row.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace feedherald::control {

struct Explanation {
    std::vector<std::string> sentences;
    Facts facts;
};

/** `store` is null where there is no state yet. */
Explanation explain_feed(FeedRow const& row, store::Store* store, Instant now);

/** `wanted`: the item's link or its id. Empty where the feed has no such item, as far as the state remembers. */
std::optional<Explanation> explain_item(FeedRow const& row, store::Store& store, std::string const& wanted,
                                        Instant now);

/** With "sentences" and "text", the sentences as one. */
Facts facts_of(Explanation const& explanation);

}  // namespace feedherald::control
