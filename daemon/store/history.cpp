// SPDX-License-Identifier: MIT
#include "store/history.hpp"

#include "store/alerts.hpp"
#include "store/outbox.hpp"

#include <algorithm>
#include <limits>

namespace feedherald::store {

namespace {

std::vector<HistoryDelivery> read_deliveries(Database& database, AlertId alert) {
    std::vector<HistoryDelivery> deliveries;
    auto query = database.query(
        "SELECT sink, state, attempts, changed, last_error, "
        "CASE WHEN state IN (1, 3) AND next_attempt > 0 THEN next_attempt END, out_of_order "
        "FROM deliveries WHERE alert = ? ORDER BY id");
    query.with(alert);
    while (query.next()) {
        auto& delivery = deliveries.emplace_back();
        delivery.sink = SinkName{query.text()};
        delivery.state = read_delivery_state(query);
        delivery.attempts = static_cast<int>(query.number());
        delivery.time = query.instant();
        delivery.last_error = query.text();
        delivery.not_before = query.maybe_instant();
        delivery.was_postponed = query.number() != 0;
    }
    return deliveries;
}

}  // namespace

std::vector<HistoryEntry> read_history(Database& database, std::size_t most, std::optional<FeedId> feed) {
    std::vector<HistoryEntry> entries;
    // What has no delivery was withheld by a rule, and is no history.
    auto query = feed ? database.query(
                            "SELECT id FROM alerts WHERE feed = ? AND EXISTS "
                            "(SELECT 1 FROM deliveries WHERE alert = alerts.id) ORDER BY id DESC LIMIT ?")
                      : database.query(
                            "SELECT id FROM alerts WHERE EXISTS "
                            "(SELECT 1 FROM deliveries WHERE alert = alerts.id) ORDER BY id DESC LIMIT ?");
    if (feed) query.with(*feed);
    query.with(std::min<std::size_t>(most, std::numeric_limits<std::int64_t>::max()));
    while (query.next()) {
        AlertId const id{query.number()};
        entries.push_back({read_alert(database, id), read_deliveries(database, id)});
    }
    return entries;
}

std::vector<HistoryEntry> read_alerts_since(Database& database, Instant since) {
    std::vector<HistoryEntry> entries;
    auto query = database.query("SELECT id FROM alerts WHERE time >= ? ORDER BY id DESC");
    query.with(since);
    while (query.next()) {
        AlertId const id{query.number()};
        entries.push_back({read_alert(database, id), read_deliveries(database, id)});
    }
    return entries;
}

}  // namespace feedherald::store
