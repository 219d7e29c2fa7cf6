// SPDX-License-Identifier: MIT
#include "store/outbox.hpp"

#include "store/alerts.hpp"
#include "store/sinks.hpp"

#include <algorithm>
#include <string>

namespace feedherald::store {

namespace {

// The numbers are in the file for ever; the partial indexes name 1 and 3.
static_assert(static_cast<int>(Settlement::State::delivered) == 0 &&
              static_cast<int>(Settlement::State::pending) == 1 && static_cast<int>(Settlement::State::failed) == 2 &&
              static_cast<int>(Settlement::State::held) == 3);

constexpr std::chrono::minutes clock_tolerance{5};

// What stands behind a delivery that must still wait is skipped, so the given ones of a feed are a prefix of its queue.
constexpr std::string_view due_sql = R"sql(
SELECT id, lower(hex(uid)), alert, created, attempts, first_attempt, state FROM deliveries AS delivery INDEXED BY waiting
WHERE sink = ?1 AND state IN (1, 3) AND next_attempt <= ?2
  AND (out_of_order OR NOT EXISTS (
        SELECT 1 FROM deliveries AS earlier INDEXED BY waiting_in_order
        WHERE earlier.sink = ?1 AND earlier.feed = delivery.feed AND earlier.state IN (1, 3)
          AND earlier.out_of_order = 0 AND earlier.next_attempt > ?2 AND earlier.id < delivery.id))
ORDER BY id LIMIT ?3
)sql";

}  // namespace

int state_number(Settlement::State state) {
    return static_cast<int>(state);
}

Settlement::State read_delivery_state(Query& row) {
    return row.choice(Settlement::State::held);
}

void write_owed(Database& database, std::span<Owed const> owed, Instant now) {
    for (auto const& debt : owed) {
        auto const alert = write_alert(database, debt.alert);
        for (auto const& sink : debt.to) {
            bool const held = debt.not_before && std::find(debt.held.begin(), debt.held.end(), sink) != debt.held.end();
            database
                .query(
                    "INSERT INTO deliveries (uid, alert, feed, sink, state, created, changed, next_attempt, "
                    "not_before) VALUES (randomblob(16), ?1, ?2, ?3, ?6, ?4, ?4, ?5, ?5)")
                .with(alert)
                .with(debt.alert.feed)
                .with(sink)
                .with(now)
                .with(held ? *debt.not_before : Instant{})
                .with(state_number(held ? Settlement::State::held : Settlement::State::pending))
                .run();
        }
    }
}

std::vector<Delivery> read_due(Database& database, SinkName const& sink, Instant now, std::size_t limit) {
    std::vector<Delivery> deliveries;
    auto query = database.query(due_sql);
    query.with(sink).with(now).with(limit);
    while (query.next()) {
        auto& delivery = deliveries.emplace_back();
        delivery.id = DeliveryId{query.number()};
        delivery.uid = query.text();
        delivery.sink = sink;
        delivery.alert = read_alert(database, AlertId{query.number()});
        delivery.created = query.instant();
        delivery.attempts = static_cast<int>(query.number());
        delivery.first_attempt = query.maybe_instant();
        delivery.held = read_delivery_state(query) == Settlement::State::held;
    }
    return deliveries;
}

void settle_deliveries(Database& database, std::span<DeliveryId const> deliveries, Settlement const& settlement,
                       Instant now) {
    auto const wait = settlement.next_attempt.value_or(Instant{});
    for (auto const id : deliveries)
        database
            .query(
                "UPDATE deliveries SET state = ?1, changed = ?2, attempts = attempts + ?3, "
                "first_attempt = CASE WHEN ?3 THEN coalesce(first_attempt, ?2) ELSE first_attempt END, "
                "next_attempt = ?4, not_before = ?5, last_error = ?6 WHERE id = ?7")
            .with(state_number(settlement.state))
            .with(now)
            .with(settlement.counts_as_attempt)
            .with(wait)
            .with(settlement.explicit_wait ? wait : Instant{})
            .with(settlement.reason)
            .with(id)
            .run();
    if (settlement.state != Settlement::State::held && !deliveries.empty())
        note_outcome(database, deliveries.back(), settlement.reason);
}

void make_all_due(Database& database) {
    database
        .query("UPDATE deliveries SET next_attempt = not_before WHERE state IN (1, 3) AND next_attempt > not_before")
        .run();
}

void hold_pending(Database& database, SinkName const& sink, Instant now) {
    database
        .query(
            "UPDATE deliveries SET state = 3, next_attempt = not_before, changed = ?2 "
            "WHERE sink = ?1 AND state IN (1, 3) AND state = 1 AND not_before <= ?2")
        .with(sink)
        .with(now)
        .run();
}

void hold_feed(Database& database, SinkName const& sink, FeedId feed, std::optional<Instant> until, Instant now) {
    database
        .query(
            "UPDATE deliveries SET state = 3, next_attempt = ?3, not_before = ?3, changed = ?4 "
            "WHERE sink = ?1 AND feed = ?2 AND state IN (1, 3) AND out_of_order = 0 AND not_before <> ?3 "
            "AND (state = 3 OR (?5 AND not_before <= ?4))")
        .with(sink)
        .with(feed)
        .with(until.value_or(Instant{}))
        .with(now)
        .with(until.has_value())
        .run();
}

std::vector<FeedId> feeds_owed(Database& database, SinkName const& sink) {
    std::vector<FeedId> feeds;
    auto query = database.query(
        "SELECT DISTINCT feed FROM deliveries WHERE sink = ? AND state IN (1, 3) AND out_of_order = 0 ORDER BY feed");
    query.with(sink);
    while (query.next()) feeds.emplace_back(query.number());
    return feeds;
}

void make_sink_due(Database& database, SinkName const& sink) {
    database
        .query(
            "UPDATE deliveries SET next_attempt = not_before "
            "WHERE sink = ? AND state IN (1, 3) AND next_attempt > not_before")
        .with(sink)
        .run();
}

std::vector<std::pair<SinkName, std::size_t>> revive_failed(Database& database, std::optional<SinkName> const& sink,
                                                            Instant now) {
    std::vector<std::pair<SinkName, std::size_t>> revived;
    auto failed = database.query(
        "SELECT sink, count(*) FROM deliveries WHERE state = 2 AND (?1 IS NULL OR sink = ?1) GROUP BY sink");
    std::optional<std::string> const name = sink ? std::optional(sink->value()) : std::nullopt;
    failed.with(name);
    while (failed.next()) {
        SinkName owed{failed.text()};
        revived.emplace_back(std::move(owed), static_cast<std::size_t>(failed.number()));
    }
    database
        .query(
            "UPDATE deliveries SET state = 1, attempts = 0, first_attempt = NULL, next_attempt = 0, not_before = 0, "
            "changed = ?2 WHERE state = 2 AND (?1 IS NULL OR sink = ?1)")
        .with(name)
        .with(now)
        .run();
    return revived;
}

void postpone_deliveries(Database& database, std::span<DeliveryId const> deliveries, Instant until, Instant now) {
    for (auto const id : deliveries)
        database
            .query(
                "UPDATE deliveries SET uid = randomblob(16), state = 1, attempts = 0, first_attempt = NULL, "
                "next_attempt = ?1, "
                "not_before = ?1, changed = ?2, out_of_order = 1, last_error = '' WHERE id = ?3")
            .with(until)
            .with(now)
            .with(id)
            .run();
}

void forgive_future(Database& database, Instant now) {
    database
        .query(
            "UPDATE deliveries SET next_attempt = 0, not_before = 0, changed = ?1 "
            "WHERE state IN (1, 3) AND next_attempt > ?1 AND changed > ?2")
        .with(now)
        .with(now + clock_tolerance)
        .run();
}

std::vector<SinkName> sinks_owed(Database& database) {
    std::vector<SinkName> names;
    auto query = database.query("SELECT DISTINCT sink FROM deliveries WHERE state IN (1, 3) ORDER BY sink");
    while (query.next()) names.emplace_back(query.text());
    return names;
}

OutboxCounts count_outbox(Database& database, Instant since) {
    OutboxCounts counts;
    auto query =
        database.query("SELECT state, count(*) FROM deliveries WHERE state IN (1, 3) OR changed >= ? GROUP BY state");
    query.with(since);
    while (query.next()) {
        auto const state = read_delivery_state(query);
        auto const count = static_cast<std::size_t>(query.number());
        switch (state) {
            case Settlement::State::delivered:
                counts.delivered = count;
                break;
            case Settlement::State::pending:
                counts.pending = count;
                break;
            case Settlement::State::failed:
                counts.failed = count;
                break;
            case Settlement::State::held:
                counts.held = count;
                break;
        }
    }
    return counts;
}

}  // namespace feedherald::store
