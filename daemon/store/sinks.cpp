// SPDX-License-Identifier: MIT
#include "store/sinks.hpp"

namespace feedherald::store {

namespace {

// Of each feed only the oldest waiting delivery counts: the others cannot leave before it.
constexpr std::string_view heads_sql = R"sql(
SELECT min(next_attempt) FROM (
    SELECT next_attempt, min(id) FROM deliveries INDEXED BY waiting_in_order
    WHERE sink = ?1 AND state IN (1, 3) AND out_of_order = 0 GROUP BY feed
    UNION ALL
    SELECT next_attempt, id FROM deliveries INDEXED BY waiting
    WHERE sink = ?1 AND state IN (1, 3) AND out_of_order <> 0)
)sql";

}  // namespace

void note_outcome(Database& database, DeliveryId delivery, std::string const& reason) {
    database
        .query(
            "INSERT INTO sinks (name, last_error) SELECT sink, ?1 FROM deliveries WHERE id = ?2 "
            "ON CONFLICT (name) DO UPDATE SET last_error = excluded.last_error "
            "WHERE last_error <> excluded.last_error")
        .with(reason)
        .with(delivery)
        .run();
}

SinkState read_sink_state(Database& database, SinkName const& sink) {
    SinkState state;
    auto waiting = database.query("SELECT count(*) FROM deliveries WHERE sink = ? AND state IN (1, 3)");
    if (waiting.with(sink).next()) state.pending = static_cast<std::size_t>(waiting.number());
    if (state.pending > 0) {
        auto heads = database.query(heads_sql);
        if (heads.with(sink).next()) state.next_attempt = heads.maybe_instant();
    }
    auto row = database.query("SELECT last_error, disabled_settings IS NOT NULL FROM sinks WHERE name = ?");
    if (row.with(sink).next()) {
        state.last_error = row.text();
        state.disabled = row.flag();
    }
    return state;
}

void write_disabled(Database& database, SinkName const& sink, std::string const& reason, std::string const& settings,
                    Instant now) {
    database
        .query(
            "INSERT INTO sinks (name, last_error, disabled_reason, disabled_settings, disabled_since) "
            "VALUES (?1, ?2, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET last_error = ?2, disabled_reason = ?2, "
            "disabled_settings = ?3, disabled_since = ?4")
        .with(sink)
        .with(reason)
        .with(settings)
        .with(now)
        .run();
}

void enable_sinks(Database& database, std::optional<SinkName> const& sink) {
    std::optional<std::string> const name = sink ? std::optional(sink->value()) : std::nullopt;
    database
        .query(
            "UPDATE sinks SET last_error = '', disabled_reason = NULL, disabled_settings = NULL, disabled_since = NULL "
            "WHERE disabled_settings IS NOT NULL AND (?1 IS NULL OR name = ?1)")
        .with(name)
        .run();
}

bool sink_stays_disabled(Database& database, SinkName const& sink, std::string const& settings) {
    auto row =
        database.query("SELECT disabled_settings = ?2 FROM sinks WHERE name = ?1 AND disabled_settings IS NOT NULL");
    if (!row.with(sink).with(settings).next()) return false;
    if (row.flag()) return true;
    database
        .query(
            "UPDATE sinks SET last_error = '', disabled_reason = NULL, disabled_settings = NULL, "
            "disabled_since = NULL WHERE name = ?")
        .with(sink)
        .run();
    return false;
}

}  // namespace feedherald::store
