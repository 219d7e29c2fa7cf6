// SPDX-License-Identifier: MIT
#include "store/seen.hpp"

namespace feedherald::store {

std::vector<SeenItem> read_seen(Database& database, FeedId feed) {
    std::vector<SeenItem> items;
    auto query =
        database.query("SELECT key, link, title, content, published, first_seen, last_seen FROM seen WHERE feed = ?");
    query.with(feed);
    while (query.next()) {
        auto& item = items.emplace_back();
        item.key = query.fingerprint();
        item.link = query.fingerprint();
        item.title = query.fingerprint();
        item.content = query.fingerprint();
        item.published = query.maybe_instant();
        item.first_seen = query.instant();
        item.last_seen = query.instant();
    }
    return items;
}

void write_seen(Database& database, FeedId feed, std::span<SeenItem const> items) {
    // last_seen alone is refreshed once a day at most: `keep` counts days, and a document of fifty known items would
    // otherwise rewrite fifty pages for one new item.
    for (auto const& item : items)
        database
            .query(
                "INSERT INTO seen (feed, key, link, title, content, published, first_seen, last_seen) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (feed, key) DO UPDATE SET link = ?3, "
                "title = ?4, content = ?5, published = ?6, first_seen = ?7, last_seen = ?8 "
                "WHERE (link, title, content, published, first_seen) IS NOT (?3, ?4, ?5, ?6, ?7) "
                "OR ?8 - last_seen >= 86400000 OR last_seen > ?8")
            .with(feed)
            .with(item.key)
            .with(item.link)
            .with(item.title)
            .with(item.content)
            .with(item.published)
            .with(item.first_seen)
            .with(item.last_seen)
            .run();
}

std::size_t count_seen(Database& database, FeedId feed) {
    auto query = database.query("SELECT count(*) FROM seen WHERE feed = ?");
    return query.with(feed).next() ? static_cast<std::size_t>(query.number()) : 0;
}

std::unordered_map<FeedId, std::size_t> count_seen(Database& database) {
    std::unordered_map<FeedId, std::size_t> counts;
    auto query = database.query("SELECT feed, count(*) FROM seen GROUP BY feed");
    while (query.next()) {
        FeedId const feed{query.number()};
        counts[feed] = static_cast<std::size_t>(query.number());
    }
    return counts;
}

void write_decisions(Database& database, FeedId feed, std::span<Decision const> decisions) {
    for (auto const& decision : decisions)
        database
            .query(
                "INSERT INTO decisions (feed, key, time, reason) VALUES (?1, ?2, ?3, ?4) "
                "ON CONFLICT (feed, key) DO UPDATE SET time = ?3, reason = ?4")
            .with(feed)
            .with(decision.key)
            .with(decision.time)
            .with(decision.reason)
            .run();
}

std::optional<Decision> read_decision(Database& database, FeedId feed, Fingerprint const& key_or_link) {
    auto query = database.query(
        "SELECT key, decisions.time, reason FROM seen JOIN decisions USING (feed, key) "
        "WHERE feed = ?1 AND (key = ?2 OR link = ?2) ORDER BY decisions.time DESC LIMIT 1");
    if (!query.with(feed).with(key_or_link).next()) return std::nullopt;
    Decision decision;
    decision.key = query.fingerprint();
    decision.time = query.instant();
    decision.reason = query.text();
    return decision;
}

}  // namespace feedherald::store
