// SPDX-License-Identifier: MIT
// The store at the size it is promised for; the bounds are loose enough for a busy machine and for sanitizers.
#include "store/sample.hpp"

#include <chrono>

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace feedherald::store {
namespace {

template <class Work>
std::chrono::duration<double> time_of(Work const& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - start;
}

TEST(Scale, ten_thousand_feeds_and_a_million_items_open_quickly) {
    Directory directory;
    std::vector<std::string> urls;
    for (int n = 0; n < 10'000; ++n) urls.push_back("https://example.org/feed/" + std::to_string(n));
    FeedState last;
    {
        Store store(directory.path(), noon);
        auto const states = enlist_all(store, urls);
        std::vector<PollRecord> polls;
        for (auto const& state : states) {
            auto& poll = polls.emplace_back(PollRecord{state, {}, {}, {}});
            for (int n = 0; n < 100; ++n) poll.seen.push_back(seen_item(n));
        }
        store.record(polls, noon);
        last = states.back();
    }
    auto const bytes_per_item = static_cast<double>(std::filesystem::file_size(directory.database())) / 1e6;
    RecordProperty("bytes_per_item", std::to_string(bytes_per_item));
    EXPECT_LT(bytes_per_item, 130.0);

    std::unique_ptr<Store> store;
    auto const opening = time_of([&] { store = std::make_unique<Store>(directory.path(), noon); });
    auto const enlisting = time_of([&] { enlist_all(*store, urls); });
    auto const reading = time_of([&] { EXPECT_EQ(store->seen(last.id).size(), 100U); });

    RecordProperty("open_s", std::to_string(opening.count()));
    RecordProperty("enlist_s", std::to_string(enlisting.count()));
    RecordProperty("seen_s", std::to_string(reading.count()));
    EXPECT_LT(opening.count(), 1.0);
    EXPECT_LT(enlisting.count(), 5.0);
    EXPECT_LT(reading.count(), 0.05);
}

TEST(Scale, alerts_are_owed_and_handed_out_in_microseconds) {
    Directory directory;
    Store store(directory.path(), noon);
    auto const state = enlist_one(store);
    PollRecord poll{state, {}, {}, {}};
    for (int n = 0; n < 10'000; ++n) poll.owed.push_back(owed_to(state, {"phone"}, "post " + std::to_string(n)));

    auto const owing = time_of([&] { store.record(poll, noon); });
    auto const handing = time_of([&] { EXPECT_EQ(store.due(phone, noon, 100).size(), 100U); });
    auto const asking = time_of([&] { EXPECT_EQ(store.sink_state(phone).pending, 10'000U); });

    RecordProperty("owe_us_each", std::to_string(owing.count() * 1e6 / 10'000));
    RecordProperty("due_100_s", std::to_string(handing.count()));
    RecordProperty("sink_state_s", std::to_string(asking.count()));
    EXPECT_LT(owing.count() / 10'000, 500e-6);
    EXPECT_LT(handing.count(), 0.2);
    EXPECT_LT(asking.count(), 0.2);
}

// What an unchanged poll costs the disk: the narrow rows of a round share their pages.
TEST(Scale, a_round_of_unchanged_feeds_writes_few_bytes) {
    Directory directory;
    Store store(directory.path(), noon);
    std::vector<std::string> urls;
    for (int n = 0; n < 1'000; ++n) urls.push_back("https://example.org/feed/" + std::to_string(n));
    auto states = enlist_all(store, urls);
    std::vector<PollRecord> polls;
    for (auto& state : states) polls.push_back({state, {}, {}, {}});
    auto const before = std::filesystem::file_size(directory.database().string() + "-wal");
    for (auto& poll : polls) poll.state.last_polled = noon;
    store.record(polls, noon);

    auto const written = std::filesystem::file_size(directory.database().string() + "-wal") - before;

    EXPECT_LT(written, 300'000U);
}

// What a round of many feeds has read stays in memory; an idle daemon does without.
TEST(Scale, a_store_at_rest_gives_back_the_pages_it_has_read) {
    Directory directory;
    Store store(directory.path(), noon);
    auto const state = enlist_one(store);
    PollRecord poll{state, {}, {}, {}};
    for (int n = 0; n < 10'000; ++n) poll.seen.push_back(seen_item(n));
    store.record(poll, noon);
    ASSERT_EQ(store.seen(state.id).size(), 10'000U);
    auto const before = ::sqlite3_memory_used();

    store.give_memory_back();

    EXPECT_LT(::sqlite3_memory_used(), before / 2);
    EXPECT_EQ(store.seen(state.id).size(), 10'000U);
}

}  // namespace
}  // namespace feedherald::store
