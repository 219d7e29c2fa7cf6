// SPDX-License-Identifier: MIT
// What is forgotten, and what never.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

constexpr auto keep = std::chrono::days{400};

/** A poll at `now` whose document held these items. */
void poll_with(Store& store, FeedState state, std::vector<int> const& items, Instant now) {
    state.last_polled = now;
    PollRecord poll{state, {}, {}, {}};
    for (auto const n : items) poll.seen.push_back(seen_item(n, now));
    store.record(poll, now);
}

std::vector<Fingerprint> keys(Store& store, FeedId feed) {
    std::vector<Fingerprint> found;
    for (auto const& item : store.seen(feed)) found.push_back(item.key);
    return found;
}

// B-37
TEST(Prune, forgets_items_that_left_their_feed_longer_ago_than_keep) {
    Store store;
    auto const state = enlist_one(store);
    poll_with(store, state, {1, 2}, noon);
    poll_with(store, state, {2}, noon + keep - 24h);
    store.prune(keep, noon + keep - 24h);
    EXPECT_EQ(store.seen(state.id).size(), 2U);

    poll_with(store, state, {2}, noon + keep + 24h);
    store.prune(keep, noon + keep + 24h);

    EXPECT_THAT(keys(store, state.id), testing::ElementsAre(mark(2)));
}

// A feed may answer 304 for years: what its last document held is still in it.
TEST(Prune, never_forgets_what_the_feed_still_holds) {
    Store store;
    auto const state = enlist_one(store);
    poll_with(store, state, {1, 2}, noon);
    poll_with(store, state, {}, noon + 3 * keep);

    store.prune(keep, noon + 3 * keep);

    EXPECT_EQ(store.seen(state.id).size(), 2U);
}

TEST(Prune, does_not_believe_a_clock_that_leapt_ahead) {
    Store store;
    auto const state = enlist_one(store);
    poll_with(store, state, {1}, noon);
    poll_with(store, state, {2}, noon + std::chrono::days{9});

    store.prune(keep, noon + 20 * keep);

    EXPECT_EQ(store.seen(state.id).size(), 2U);
}

TEST(Prune, forgets_feeds_that_were_removed_and_their_items) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    poll_with(store, states[0], {1}, noon);
    enlist_all(store, {"https://b.example/"}, noon);
    poll_with(store, states[1], {}, noon + keep + 24h);

    store.prune(keep, noon + keep + 24h);

    EXPECT_EQ(store.known(states[0].id), std::nullopt);
    EXPECT_TRUE(store.seen(states[0].id).empty());
    EXPECT_NE(enlist_one(store, "https://a.example/").id, states[0].id) << "ids are never given twice";
}

TEST(Prune, forgets_old_alerts_but_never_one_that_waits) {
    Store store;
    auto const state = enlist_one(store);
    owe_titles(store, state, {"delivered", "waiting"});
    settle_one(store, store.due(phone, noon, 1).at(0).id, {});
    poll_with(store, state, {}, noon + keep + 24h);

    store.prune(keep, noon + keep + 24h);

    auto const history = store.history(9, std::nullopt);
    ASSERT_EQ(history.size(), 1U);
    EXPECT_EQ(history[0].alert.item.title, "waiting");
    EXPECT_EQ(store.due(phone, noon + keep, 9).size(), 1U);
}

TEST(Prune, of_a_store_without_polls_does_nothing) {
    Store store;
    owe_titles(store, enlist_one(store), {"one"});

    store.prune(keep, noon + 3 * keep);

    EXPECT_EQ(store.history(9, std::nullopt).size(), 1U);
}

}  // namespace
}  // namespace feedherald::store
