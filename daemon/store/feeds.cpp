// SPDX-License-Identifier: MIT
#include "store/feeds.hpp"

#include <cstring>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

namespace feedherald::store {

namespace {

constexpr std::string_view every_column = R"sql(
SELECT id, url, title, home_page_url, validator_url, etag, last_modified, body, cache_control, expires, date, age,
       retry_after, rate_limit_remaining, rate_limit_reset, ttl_minutes, skip_hours, skip_days, update_period_s,
       update_period_is_hourly_once, first_polled, last_new, oldest_at_first_poll, body_bytes, published, health,
       last_polled, next_poll, not_before, failing_since, failing_reported, failures, last_status, last_error,
       moved_to, move_first_seen, move_last_seen, move_sightings, suggested_url, ignores_etag, probed, error_body,
       documents, not_modified, ignored, ignored_in_a_row, last_full,
       next_poll_why, last_gap, wait_before_gap, may_have_missed,
       silence_reported, renamed
FROM feeds JOIN polls ON feed = id
)sql";

std::string with(std::string_view rest) {
    return std::string(every_column).append(rest);
}

std::vector<Instant> unpack_instants(std::string const& bytes) {
    std::vector<Instant> instants;
    instants.reserve(bytes.size() / sizeof(std::int64_t));
    for (std::size_t at = 0; at + sizeof(std::int64_t) <= bytes.size(); at += sizeof(std::int64_t)) {
        std::int64_t value = 0;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        instants.emplace_back(Duration{value});
    }
    return instants;
}

std::vector<std::int64_t> pack_instants(std::vector<Instant> const& instants) {
    std::vector<std::int64_t> packed;
    packed.reserve(instants.size());
    for (auto const instant : instants) packed.push_back(instant.time_since_epoch().count());
    return packed;
}

PollHints read_hints(Query& row) {
    PollHints hints;
    if (auto const ttl = row.maybe_number()) hints.ttl = std::chrono::minutes{*ttl};
    hints.skip_hours = static_cast<unsigned long>(row.number());
    hints.skip_days = static_cast<unsigned long>(row.number());
    if (auto const period = row.maybe_number()) hints.update_period = std::chrono::seconds{*period};
    hints.update_period_is_hourly_once = row.flag();
    return hints;
}

Move read_move(Query& row) {
    Move move;
    move.to = row.text();
    move.first_seen = row.maybe_instant();
    move.last_seen = row.maybe_instant();
    move.sightings = static_cast<int>(row.number());
    return move;
}

FeedState read_state(Query& row) {
    FeedState state;
    state.id = FeedId{row.number()};
    state.url = row.text();
    state.title = row.text();
    state.home_page_url = row.text();
    state.validators.url = row.text();
    state.validators.etag = row.text();
    state.validators.last_modified = row.text();
    state.body = row.fingerprint();
    for (auto* field : {&state.cache.cache_control, &state.cache.expires, &state.cache.date, &state.cache.age,
                        &state.cache.retry_after, &state.cache.rate_limit_remaining, &state.cache.rate_limit_reset})
        *field = row.text();
    state.hints = read_hints(row);
    state.first_polled = row.maybe_instant();
    state.last_new = row.maybe_instant();
    state.oldest_at_first_poll = row.maybe_instant();
    state.body_bytes = static_cast<std::uint64_t>(row.number());
    state.published = unpack_instants(row.text());
    state.health = row.choice(Health::gone);
    state.last_polled = row.maybe_instant();
    state.next_poll = row.maybe_instant();
    state.not_before = row.maybe_instant();
    state.failing_since = row.maybe_instant();
    state.failing_reported = row.flag();
    state.failures = static_cast<int>(row.number());
    state.last_status = static_cast<int>(row.number());
    state.last_error = row.text();
    state.move = read_move(row);
    state.suggested_url = row.text();
    state.habits.ignores_etag = row.flag();
    state.habits.probed = row.maybe_instant();
    state.error_body = row.text();
    for (auto* count : {&state.habits.documents, &state.habits.not_modified, &state.habits.ignored})
        *count = row.number();
    state.habits.ignored_in_a_row = static_cast<int>(row.number());
    state.habits.last_document = row.maybe_instant();
    state.next_poll_why = row.text();
    state.last_gap = row.maybe_instant();
    state.wait_before_gap = Duration{row.number()};
    state.may_have_missed = row.maybe_instant();
    state.silence_reported = row.flag();
    state.renamed = row.maybe_instant();
    return state;
}

std::optional<std::int64_t> number_of(std::optional<std::chrono::minutes> span) {
    return span ? std::optional<std::int64_t>(span->count()) : std::nullopt;
}
std::optional<std::int64_t> number_of(std::optional<std::chrono::seconds> span) {
    return span ? std::optional<std::int64_t>(span->count()) : std::nullopt;
}

/** A row of the table as enlisting needs it. */
struct Enlisted {
    FeedId id;
    std::int64_t position = 0;
    bool unsubscribed = false;
    bool wanted = false;
};

std::unordered_map<std::string, Enlisted> read_enlisted(Database& database) {
    std::unordered_map<std::string, Enlisted> feeds;
    auto query = database.query("SELECT url, id, position, unsubscribed IS NOT NULL FROM feeds");
    while (query.next()) {
        auto& feed = feeds[query.text()];
        feed.id = FeedId{query.number()};
        feed.position = query.number();
        feed.unsubscribed = query.flag();
    }
    return feeds;
}

FeedId add_feed(Database& database, std::string const& url, std::int64_t position) {
    database.query("INSERT INTO feeds (url, position) VALUES (?, ?)").with(url).with(position).run();
    FeedId const id{database.last_id()};
    database.query("INSERT INTO polls (feed) VALUES (?)").with(id).run();
    return id;
}

void keep_feed(Database& database, Enlisted const& feed, std::int64_t position) {
    if (feed.unsubscribed || feed.position != position)
        database.query("UPDATE feeds SET position = ?, unsubscribed = NULL WHERE id = ?")
            .with(position)
            .with(feed.id)
            .run();
    // Whoever adds a feed again wants it polled now, whatever had been decided about it before it was removed; but what
    // the publisher asked for (not_before) still holds.
    if (feed.unsubscribed)
        database
            .query(
                "UPDATE polls SET next_poll = NULL, health = CASE health WHEN ? THEN ? ELSE health END, "
                "failures = 0, failing_since = NULL, failing_reported = 0 WHERE feed = ?")
            .with(static_cast<int>(Health::gone))
            .with(static_cast<int>(Health::ok))
            .with(feed.id)
            .run();
}

}  // namespace

std::vector<FeedState> enlist_feeds(Database& database, std::vector<Subscription>& subscriptions, Instant now) {
    Transaction transaction(database, Durability::at_once);
    auto known = read_enlisted(database);
    std::int64_t position = 0;
    for (auto& subscription : subscriptions) {
        auto const [place, is_new] = known.try_emplace(subscription.url);
        auto& feed = place->second;
        if (is_new)
            feed.id = add_feed(database, subscription.url, position);
        else if (!feed.wanted)
            keep_feed(database, feed, position);
        feed.wanted = true;
        subscription.id = feed.id;
        ++position;
    }
    for (auto const& [url, feed] : known)
        if (!feed.wanted && !feed.unsubscribed)
            database.query("UPDATE feeds SET unsubscribed = ? WHERE id = ?").with(now).with(feed.id).run();
    transaction.commit();

    // One scan: reading ten thousand rows one by one takes ten times as long.
    std::unordered_map<FeedId, std::size_t> places;
    places.reserve(subscriptions.size());
    for (std::size_t i = 0; i < subscriptions.size(); ++i) places.emplace(subscriptions[i].id, i);
    std::vector<FeedState> states(subscriptions.size());
    visit_subscribed_feeds(database, [&](FeedState state) { states[places.at(state.id)] = std::move(state); });
    return states;
}

std::optional<FeedState> read_feed(Database& database, FeedId feed) {
    static auto const sql = with("WHERE id = ?");
    auto query = database.query(sql);
    if (!query.with(feed).next()) return std::nullopt;
    return read_state(query);
}

FeedCounts count_feeds(Database& database) {
    FeedCounts counts;
    auto query = database.query(
        "SELECT health, count(*) FROM feeds JOIN polls ON feed = id WHERE unsubscribed IS NULL GROUP BY health");
    while (query.next()) {
        bool const failing = query.choice(Health::gone) == Health::failing;
        auto const count = static_cast<std::size_t>(query.number());
        counts.all += count;
        if (failing) counts.failing += count;
    }
    return counts;
}

void visit_subscribed_feeds(Database& database, std::function<void(FeedState)> const& visit) {
    static auto const sql = with("WHERE unsubscribed IS NULL");
    auto query = database.query(sql);
    while (query.next()) visit(read_state(query));
}

std::vector<FeedState> read_subscribed_feeds(Database& database) {
    static auto const sql = with("WHERE unsubscribed IS NULL ORDER BY position");
    std::vector<FeedState> states;
    auto query = database.query(sql);
    while (query.next()) states.push_back(read_state(query));
    return states;
}

void write_feed(Database& database, FeedState const& state, bool with_document, Instant now) {
    auto const changed =
        database
            .query(
                "UPDATE polls SET health = ?, last_polled = ?, next_poll = ?, not_before = ?, failing_since = ?, "
                "failing_reported = ?, failures = ?, last_status = ?, last_error = ?, error_body = ?, documents = ?, "
                "not_modified = ?, ignored = ?, ignored_in_a_row = ?, last_full = ?, next_poll_why = ?, "
                "silence_reported = ? WHERE feed = ?")
            .with(static_cast<int>(state.health))
            .with(state.last_polled)
            .with(state.next_poll)
            .with(state.not_before)
            .with(state.failing_since)
            .with(state.failing_reported)
            .with(state.failures)
            .with(state.last_status)
            .with(state.last_error)
            .with(state.error_body)
            .with(state.habits.documents)
            .with(state.habits.not_modified)
            .with(state.habits.ignored)
            .with(state.habits.ignored_in_a_row)
            .with(state.habits.last_document)
            .with(state.next_poll_why)
            .with(state.silence_reported)
            .with(state.id)
            .run();
    if (changed == 0)
        throw std::runtime_error("a poll of a feed that is not enlisted cannot be recorded: " + state.url);

    auto const published = pack_instants(state.published);
    // The comparison keeps the page clean when nothing changed: that is nearly every poll. The Date and the Age of an
    // answer are other ones each time, and alone say nothing that the next answer would not.
    database
        .query(
            "UPDATE feeds SET title = ?1, home_page_url = ?2, validator_url = ?3, etag = ?4, last_modified = ?5, "
            "body = ?6, cache_control = ?7, expires = ?8, date = ?9, age = ?10, retry_after = ?11, "
            "rate_limit_remaining = ?12, rate_limit_reset = ?13, ttl_minutes = ?14, skip_hours = ?15, "
            "skip_days = ?16, update_period_s = ?17, update_period_is_hourly_once = ?18, first_polled = ?19, "
            "last_new = ?20, oldest_at_first_poll = ?21, body_bytes = ?22, published = ?23, moved_to = ?24, "
            "move_first_seen = ?25, move_last_seen = ?26, move_sightings = ?27, suggested_url = ?28, "
            "ignores_etag = ?29, probed = ?30, last_document = coalesce(?31, last_document), "
            "last_gap = ?33, wait_before_gap = ?34, may_have_missed = ?35, renamed = ?36 "
            "WHERE id = ?32 AND (?31 IS NOT NULL OR (title, home_page_url, validator_url, etag, last_modified, "
            "body, cache_control, expires, retry_after, rate_limit_remaining, rate_limit_reset, "
            "ttl_minutes, skip_hours, skip_days, update_period_s, update_period_is_hourly_once, first_polled, "
            "last_new, oldest_at_first_poll, body_bytes, published, moved_to, move_first_seen, move_last_seen, "
            "move_sightings, suggested_url, ignores_etag, probed, last_gap, wait_before_gap, may_have_missed, renamed) "
            "IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, "
            "?24, ?25, ?26, ?27, ?28, ?29, ?30, ?33, ?34, ?35, ?36))")
        .with(state.title)
        .with(state.home_page_url)
        .with(state.validators.url)
        .with(state.validators.etag)
        .with(state.validators.last_modified)
        .with(state.body)
        .with(state.cache.cache_control)
        .with(state.cache.expires)
        .with(state.cache.date)
        .with(state.cache.age)
        .with(state.cache.retry_after)
        .with(state.cache.rate_limit_remaining)
        .with(state.cache.rate_limit_reset)
        .with(number_of(state.hints.ttl))
        .with(state.hints.skip_hours.to_ulong())
        .with(state.hints.skip_days.to_ulong())
        .with(number_of(state.hints.update_period))
        .with(state.hints.update_period_is_hourly_once)
        .with(state.first_polled)
        .with(state.last_new)
        .with(state.oldest_at_first_poll)
        .with(state.body_bytes)
        .with_blob(published.data(), published.size() * sizeof(std::int64_t))
        .with(state.move.to)
        .with(state.move.first_seen)
        .with(state.move.last_seen)
        .with(state.move.sightings)
        .with(state.suggested_url)
        .with(state.habits.ignores_etag)
        .with(state.habits.probed)
        .with(with_document ? std::optional(now) : std::nullopt)
        .with(state.id)
        .with(state.last_gap)
        .with(state.wait_before_gap.count())
        .with(state.may_have_missed)
        .with(state.renamed)
        .run();
}

std::optional<FeedId> find_feed(Database& database, std::string const& url) {
    auto query = database.query("SELECT id FROM feeds WHERE url = ?");
    if (!query.with(url).next()) return std::nullopt;
    return FeedId{query.number()};
}

void move_polls_back(Database& database, Duration step) {
    database
        .query(
            "UPDATE polls SET last_polled = last_polled - ?1, next_poll = next_poll - ?1, not_before = not_before - ?1")
        .with(step.count())
        .run();
}

void mute_feed(Database& database, FeedId feed, std::optional<Instant> until) {
    database.query("UPDATE feeds SET muted_until = ? WHERE id = ?").with(until).with(feed).run();
}

std::optional<Instant> muted_until(Database& database, FeedId feed) {
    auto query = database.query("SELECT muted_until FROM feeds WHERE id = ?");
    if (!query.with(feed).next()) return std::nullopt;
    return query.maybe_instant();
}

}  // namespace feedherald::store
