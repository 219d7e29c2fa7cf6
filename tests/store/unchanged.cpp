// SPDX-License-Identifier: MIT
// Polls that found nothing new are written together, and nobody who asks the store can tell.
#include "store/faulty_disk.hpp"
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

FeedState polled(FeedState state, Instant at) {
    state.health = Health::ok;
    state.last_polled = at;
    state.next_poll = at + 1h;
    state.last_status = 304;
    return state;
}

TEST(Unchanged, is_known_at_once_and_written_by_whatever_else_is_asked) {
    Store store;
    auto const feed = enlist_one(store);

    store.record_unchanged(polled(feed, noon));

    EXPECT_EQ(store.unwritten(), 1U);
    EXPECT_EQ(store.known(feed.id)->next_poll, noon + 1h);
    EXPECT_EQ(store.all_feeds().at(0).next_poll, noon + 1h);
    EXPECT_EQ(store.unwritten(), 0U);
    EXPECT_EQ(store.known(feed.id)->next_poll, noon + 1h);
}

TEST(Unchanged, is_written_with_the_record_of_another_feed) {
    Directory directory;
    Store store(directory.path(), noon);
    auto const feeds = enlist_all(store, {"https://a.example/", "https://b.example/"});

    store.record_unchanged(polled(feeds[0], noon));
    owe_titles(store, feeds[1], {"A post"});

    EXPECT_EQ(store.unwritten(), 0U);
    auto const reader = Store::for_reading(directory.path());
    EXPECT_EQ(reader->known(feeds[0].id)->last_status, 304);
}

TEST(Unchanged, costs_one_more_request_when_it_is_lost) {
    Directory directory;
    FeedState feed;
    {
        Store store(directory.path(), noon);
        feed = enlist_one(store);
        auto before = polled(feed, noon);
        before.validators.etag = "\"1\"";
        store.record_unchanged(before);
        store.write_unchanged();
        store.record_unchanged(polled(before, noon + 1h));
    }
    Store store(directory.path(), noon + 2h);

    EXPECT_EQ(store.known(feed.id)->next_poll, noon + 1h);
    EXPECT_EQ(store.known(feed.id)->validators.etag, "\"1\"");
}

TEST(Unchanged, stays_until_a_full_disk_has_room_again) {
    FaultyDisk disk;
    Directory directory;
    Store store(directory.path(), noon);
    auto const feed = enlist_one(store);
    store.record_unchanged(polled(feed, noon));

    disk.fail_at(1);
    EXPECT_THROW(store.write_unchanged(), std::runtime_error);
    EXPECT_EQ(store.unwritten(), 1U);

    disk.heal();
    store.write_unchanged();
    EXPECT_EQ(store.unwritten(), 0U);
    EXPECT_EQ(store.known(feed.id)->last_status, 304);
}

TEST(Unchanged, writes_less_than_300_bytes_a_feed_for_a_round_of_a_thousand) {
    Directory directory;
    Store store(directory.path(), noon);
    std::vector<std::string> urls;
    for (int n = 0; n < 1000; ++n) urls.push_back("https://example.org/" + std::to_string(n));
    auto states = enlist_all(store, urls);
    auto const round = [&](Instant at, std::string const& date) {
        for (auto& state : states) {
            state = polled(state, at);
            state.cache.date = date;
            store.record_unchanged(state);
        }
        store.write_unchanged();
    };
    round(noon, "Sun, 22 Nov 2026 12:00:00 GMT");
    auto const log = directory.path() / "state.db-wal";
    auto const before = std::filesystem::file_size(log);

    round(noon + 1h, "Sun, 22 Nov 2026 13:00:00 GMT");

    EXPECT_LT(std::filesystem::file_size(log) - before, 300'000U);
}

}  // namespace
}  // namespace feedherald::store
