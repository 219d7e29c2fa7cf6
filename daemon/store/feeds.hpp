// SPDX-License-Identifier: MIT
// The rows of feeds: FeedState in two tables, one for what every poll changes and one for the rest.
#pragma once

#include "model/known.hpp"
#include "model/subscription.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace feedherald::store {

std::vector<FeedState> enlist_feeds(Database& database, std::vector<Subscription>& subscriptions, Instant now);
std::optional<FeedState> read_feed(Database& database, FeedId feed);
/** In the order of the configuration. */
std::vector<FeedState> read_subscribed_feeds(Database& database);
/** In no order: sorting thousands of rows goes through a file. */
void visit_subscribed_feeds(Database& database, std::function<void(FeedState)> const& visit);
FeedCounts count_feeds(Database& database);
/** `with_document`: the poll read a document, so items that it does not hold have left the feed. */
void write_feed(Database& database, FeedState const& state, bool with_document, Instant now);
/** Subscribed or not. */
std::optional<FeedId> find_feed(Database& database, std::string const& url);

void move_polls_back(Database& database, Duration step);
void mute_feed(Database& database, FeedId feed, std::optional<Instant> until);
std::optional<Instant> muted_until(Database& database, FeedId feed);

}  // namespace feedherald::store
