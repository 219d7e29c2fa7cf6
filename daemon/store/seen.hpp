// SPDX-License-Identifier: MIT
// The seen-set: compact rows, one index range a feed.
#pragma once

#include "model/known.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace feedherald::store {

std::vector<SeenItem> read_seen(Database& database, FeedId feed);
void write_seen(Database& database, FeedId feed, std::span<SeenItem const> items);
std::size_t count_seen(Database& database, FeedId feed);
std::unordered_map<FeedId, std::size_t> count_seen(Database& database);

/** Only items of the seen-set have one. */
void write_decisions(Database& database, FeedId feed, std::span<Decision const> decisions);
std::optional<Decision> read_decision(Database& database, FeedId feed, Fingerprint const& key_or_link);

}  // namespace feedherald::store
