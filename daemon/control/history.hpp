// SPDX-License-Identifier: MIT
// What was alerted, as `history` shows it and History tells it.
#pragma once

#include "control/facts.hpp"
#include "store/store.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace feedherald::control {

/** "new", "updated", "feed.failing", … */
std::string_view history_kind(AlertKind kind);
/** "pending", "delivered", "held", "failed" */
std::string_view to_text(store::Settlement::State state);

/** Newest first, `most` in all; of every feed where `feeds` is null. */
std::vector<store::HistoryEntry> history_of(store::Store& store, std::size_t most,
                                            std::vector<FeedId> const* feeds = nullptr);

/** The part of it that is known before anything is delivered: time, feed, item, kind. */
Facts facts_of(Alert const& alert);
Facts facts_of(store::HistoryEntry const& entry);

}  // namespace feedherald::control
