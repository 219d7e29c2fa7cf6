// SPDX-License-Identifier: MIT
#include "store/prune.hpp"

#include <algorithm>

namespace feedherald::store {

namespace {

// last_seen is kept to the day (see write_seen), so an item of the newest document may look a day older than it is.
constexpr std::chrono::days last_seen_precision{2};
// A clock may leap years ahead at boot; the polls are the witness of how late it really is.
constexpr std::chrono::days clock_trust{1};
constexpr std::chrono::days keep_withheld{31};

std::optional<Instant> newest_poll(Database& database) {
    auto query = database.query("SELECT max(last_polled) FROM polls");
    return query.next() ? query.maybe_instant() : std::nullopt;
}

}  // namespace

void prune_old(Database& database, Duration keep, Instant now) {
    auto const newest = newest_poll(database);
    if (!newest) return;
    auto const line = std::min(now, *newest + clock_trust) - keep;
    Transaction transaction(database, Durability::soon);
    // An item that its feed still holds stays, however long the feed has been answering "not modified".
    database
        .query(
            "DELETE FROM seen WHERE last_seen < ?1 AND last_seen < "
            "(SELECT last_document FROM feeds WHERE id = feed) - ?2")
        .with(line)
        .with(Duration(last_seen_precision).count())
        .run();
    database
        .query(
            "DELETE FROM alerts WHERE time < ?1 AND NOT EXISTS "
            "(SELECT 1 FROM deliveries WHERE alert = alerts.id AND state IN (1, 3))")
        .with(line)
        .run();
    // What a rule withheld serves `check --replay` only.
    database
        .query("DELETE FROM alerts WHERE time < ?1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE alert = alerts.id)")
        .with(std::min(now, *newest + clock_trust) - keep_withheld)
        .run();
    database.query("DELETE FROM feeds WHERE unsubscribed < ?1").with(line).run();
    transaction.commit();
}

}  // namespace feedherald::store
