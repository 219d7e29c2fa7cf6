// SPDX-License-Identifier: MIT
#include "control/feed_row.hpp"

#include "schedule/rhythm.hpp"

#include <unordered_map>
#include <utility>

namespace feedherald::control {

namespace {

FeedRow::Condition condition_of(Subscription const& feed, FeedState const& state) {
    using enum FeedRow::Condition;
    if (!feed.enabled) return paused;
    switch (state.health) {
        case Health::fresh:
            return state.failures > 0 ? failing : fresh;
        case Health::ok:
            return ok;
        case Health::failing:
            return failing;
        case Health::gone:
            break;
    }
    return gone;
}

/** All but the state, which it has already. */
void complete(FeedRow& row, Subscription const& feed, Instant now) {
    row.feed = &feed;
    row.condition = condition_of(feed, row.state);
    if (row.condition != FeedRow::Condition::paused && row.condition != FeedRow::Condition::gone)
        row.next_poll = row.state.next_poll;
    row.interval =
        feed.poll.interval ? *feed.poll.interval : schedule::learned_interval(row.state.published, feed.poll, now);
}

}  // namespace

std::string_view to_text(FeedRow::Condition condition) {
    switch (condition) {
        case FeedRow::Condition::fresh:
            return "new";
        case FeedRow::Condition::ok:
            return "ok";
        case FeedRow::Condition::failing:
            return "failing";
        case FeedRow::Condition::gone:
            return "gone";
        case FeedRow::Condition::paused:
            break;
    }
    return "paused";
}

std::vector<FeedRow> feed_rows(std::span<Subscription const> feeds, store::Store* store, Instant now,
                               bool count_items) {
    std::vector<FeedRow> rows(feeds.size());
    std::unordered_map<std::string_view, std::size_t> places;
    places.reserve(feeds.size());
    for (std::size_t i = 0; i < feeds.size(); ++i) places.emplace(feeds[i].url, i);
    std::unordered_map<FeedId, std::size_t> items;
    if (store != nullptr) {
        store->each_feed([&](FeedState state) {
            if (auto const place = places.find(state.url); place != places.end())
                rows[place->second].state = std::move(state);
        });
        if (count_items) items = store->items_known();
    }
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        complete(rows[i], feeds[i], now);
        if (count_items) rows[i].items_known = items[rows[i].state.id];
    }
    return rows;
}

FeedRow feed_row(Subscription const& feed, store::Store* store, Instant now) {
    auto const id = store != nullptr ? store->feed_of(feed.url) : std::nullopt;
    FeedRow row;
    if (id) row.state = store->known(*id).value_or(FeedState{});
    complete(row, feed, now);
    return row;
}

Facts facts_of(FeedRow const& row) {
    auto const& state = row.state;
    FactList tags;
    for (auto const& tag : row.feed->tags) tags.emplace_back(tag);
    return {{"url", row.feed->url},
            {"name", Fact::known(row.feed->name.empty() ? state.title : row.feed->name)},
            {"health", to_text(row.condition)},
            {"last_poll", state.last_polled},
            {"next_poll", row.next_poll},
            {"last_status", state.last_status == 0 ? Fact() : Fact(state.last_status)},
            {"last_error", Fact::known(state.last_error)},
            {"last_new", state.last_new},
            {"interval_s", std::chrono::floor<std::chrono::seconds>(row.interval.value_or(Duration{})).count()},
            {"items_known", row.items_known},
            {"etag", Fact::known(state.validators.etag)},
            {"last_modified", Fact::known(state.validators.last_modified)},
            {"tags", std::move(tags)}};
}

}  // namespace feedherald::control
