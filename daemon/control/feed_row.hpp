// SPDX-License-Identifier: MIT
// One feed as `list` shows it and ListFeeds tells it: the configuration's word and the state's memory of it.
#pragma once

#include "control/facts.hpp"
#include "model/known.hpp"
#include "model/subscription.hpp"
#include "store/store.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::control {

struct FeedRow {
    enum class Condition { fresh, ok, failing, gone, paused };  ///< paused: enabled = false
    Subscription const* feed = nullptr;
    FeedState state;  ///< of a feed that the state does not know: as never polled
    Condition condition = Condition::fresh;
    std::optional<Instant> next_poll;  ///< empty: unknown, or never
    std::optional<Duration> interval;  ///< in force now: the configured one, else the learned one
    std::optional<std::size_t> items_known;
    [[nodiscard]] std::string const& shown_name() const { return feed->shown_name(state.title); }
};

/** "ok", "failing", "gone", "paused", "new" */
std::string_view to_text(FeedRow::Condition condition);

/** In the order of `feeds`, which the rows refer to. `store` is null where there is no state yet. Counting the items
 *  reads the whole seen-set. */
std::vector<FeedRow> feed_rows(std::span<Subscription const> feeds, store::Store* store, Instant now, bool count_items);

/** Of one feed alone; does not count its items. */
FeedRow feed_row(Subscription const& feed, store::Store* store, Instant now);

Facts facts_of(FeedRow const& row);

}  // namespace feedherald::control
