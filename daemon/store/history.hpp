// SPDX-License-Identifier: MIT
// What was alerted and what became of it, newest first.
#pragma once

#include "store/database.hpp"
#include "store/store.hpp"

#include <optional>
#include <vector>

namespace feedherald::store {

std::vector<HistoryEntry> read_alerts_since(Database& database, Instant since);
std::vector<HistoryEntry> read_history(Database& database, std::size_t most, std::optional<FeedId> feed);

}  // namespace feedherald::store
