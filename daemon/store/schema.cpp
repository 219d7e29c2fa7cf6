// SPDX-License-Identifier: MIT
#include "store/schema.hpp"

#include <array>
#include <stdexcept>
#include <string>

namespace feedherald::store {

namespace {

constexpr std::int64_t application_id = 0x66656564;  // "feed"

/* Instants are milliseconds since 1970, fingerprints are blobs of 16 bytes.
 * `polls` holds what every poll changes, `feeds` what few polls change: a round of unchanged feeds rewrites only the
 * narrow table. `next_attempt` is when a delivery may go out; `not_before` is the part of it that was asked for in so
 * many words and that `run --once` respects too. `state` of deliveries: 0 delivered, 1 pending, 2 failed, 3 held. */
constexpr char first_schema[] = R"sql(
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    unsubscribed INTEGER,
    muted_until INTEGER,
    title TEXT NOT NULL DEFAULT '',
    home_page_url TEXT NOT NULL DEFAULT '',
    validator_url TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL DEFAULT (zeroblob(16)),
    cache_control TEXT NOT NULL DEFAULT '',
    expires TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    age TEXT NOT NULL DEFAULT '',
    retry_after TEXT NOT NULL DEFAULT '',
    rate_limit_remaining TEXT NOT NULL DEFAULT '',
    rate_limit_reset TEXT NOT NULL DEFAULT '',
    ttl_minutes INTEGER,
    skip_hours INTEGER NOT NULL DEFAULT 0,
    skip_days INTEGER NOT NULL DEFAULT 0,
    update_period_s INTEGER,
    update_period_is_hourly_once INTEGER NOT NULL DEFAULT 0,
    first_polled INTEGER,
    last_new INTEGER,
    last_document INTEGER,
    oldest_at_first_poll INTEGER,
    body_bytes INTEGER NOT NULL DEFAULT 0,
    published BLOB NOT NULL DEFAULT (x'')
) STRICT;
CREATE TABLE polls (
    feed INTEGER PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
    health INTEGER NOT NULL DEFAULT 0,
    last_polled INTEGER,
    next_poll INTEGER,
    not_before INTEGER,
    failing_since INTEGER,
    failing_reported INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    last_status INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE seen (
    feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
    key BLOB NOT NULL,
    link BLOB NOT NULL,
    title BLOB NOT NULL,
    content BLOB NOT NULL,
    published INTEGER,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE decisions (
    feed INTEGER NOT NULL,
    key BLOB NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (feed, key),
    FOREIGN KEY (feed, key) REFERENCES seen ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    time INTEGER NOT NULL,
    feed INTEGER NOT NULL,
    feed_url TEXT NOT NULL,
    feed_title TEXT NOT NULL,
    feed_home_page_url TEXT NOT NULL,
    reason TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    url TEXT NOT NULL,
    external_url TEXT NOT NULL,
    title TEXT NOT NULL,
    content_html TEXT NOT NULL,
    content_text TEXT NOT NULL,
    text TEXT NOT NULL,
    summary TEXT NOT NULL,
    image TEXT NOT NULL,
    banner_image TEXT NOT NULL,
    language TEXT NOT NULL,
    published INTEGER,
    modified INTEGER
) STRICT;
CREATE INDEX alerts_of_feed ON alerts (feed, id);
CREATE TABLE alert_authors (
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    avatar TEXT NOT NULL,
    PRIMARY KEY (alert, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE alert_tags (
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (alert, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE alert_attachments (
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    title TEXT NOT NULL,
    size_in_bytes INTEGER,
    duration_in_seconds INTEGER,
    PRIMARY KEY (alert, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL,
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    feed INTEGER NOT NULL,
    sink TEXT NOT NULL,
    state INTEGER NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_attempt INTEGER,
    next_attempt INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    out_of_order INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deliveries_of_alert ON deliveries (alert);
CREATE INDEX waiting ON deliveries (sink, id, next_attempt, out_of_order) WHERE state IN (1, 3);
CREATE INDEX waiting_in_order ON deliveries (sink, feed, next_attempt, id) WHERE state IN (1, 3) AND out_of_order = 0;
CREATE TABLE sinks (
    name TEXT PRIMARY KEY,
    last_error TEXT NOT NULL DEFAULT '',
    disabled_reason TEXT,
    disabled_settings TEXT,
    disabled_since INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr char moves_and_habits[] = R"sql(
ALTER TABLE feeds ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN move_first_seen INTEGER;
ALTER TABLE feeds ADD COLUMN move_last_seen INTEGER;
ALTER TABLE feeds ADD COLUMN move_sightings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN suggested_url TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN ignores_etag INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN probed INTEGER;
ALTER TABLE polls ADD COLUMN error_body TEXT NOT NULL DEFAULT '';
ALTER TABLE polls ADD COLUMN documents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN not_modified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN ignored_in_a_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN last_full INTEGER;
)sql";

constexpr char gaps_and_reasons[] = R"sql(
ALTER TABLE polls ADD COLUMN next_poll_why TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN last_gap INTEGER;
ALTER TABLE feeds ADD COLUMN wait_before_gap INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN may_have_missed INTEGER;
)sql";

constexpr char silence_and_renames[] = R"sql(
ALTER TABLE polls ADD COLUMN silence_reported INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN renamed INTEGER;
)sql";

constexpr std::array migrations{first_schema, moves_and_habits, gaps_and_reasons, silence_and_renames};

std::int64_t pragma(Database& database, std::string_view sql) {
    auto query = database.query(sql);
    return query.next() ? query.number() : 0;
}

std::int64_t version_of(Database& database) {
    auto const version = pragma(database, "PRAGMA user_version");
    auto const foreign = pragma(database, "PRAGMA application_id");
    if (foreign != application_id && (foreign != 0 || version != 0))
        throw std::runtime_error("it is not a feedherald state; move it away");
    if (version > static_cast<std::int64_t>(migrations.size()))
        throw std::runtime_error("it was written by a newer feedherald (schema " + std::to_string(version) +
                                 ", this one knows " + std::to_string(migrations.size()) +
                                 "); install that version again, or move the file away");
    return version;
}

}  // namespace

void migrate(Database& database) {
    for (auto version = version_of(database); version < static_cast<std::int64_t>(migrations.size()); ++version) {
        Transaction transaction(database, Durability::at_once);
        database.run(migrations.at(static_cast<std::size_t>(version)));
        database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
        database.run(("PRAGMA user_version = " + std::to_string(version + 1)).c_str());
        transaction.commit();
    }
}

bool is_readable(Database& database) {
    auto const version = version_of(database);
    if (version == 0) return false;
    if (version < static_cast<std::int64_t>(migrations.size()))
        throw std::runtime_error("it was written by an older feedherald; start the daemon once to bring it up to date");
    return true;
}

}  // namespace feedherald::store
