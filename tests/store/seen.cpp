// SPDX-License-Identifier: MIT
// The seen-set and the reasons kept beside it.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

TEST(SeenSet, gives_back_what_was_written) {
    Store store;
    auto const state = enlist_one(store);
    auto dated = seen_item(2);
    dated.published = noon - 99h;

    store.record({state, {seen_item(1), dated}, {}, {}}, noon);

    EXPECT_THAT(store.seen(state.id), testing::UnorderedElementsAre(seen_item(1), dated));
    EXPECT_EQ(store.items_known(state.id), 2U);
}

TEST(SeenSet, belongs_to_one_feed) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});

    store.record({states[0], {seen_item(1)}, {}, {}}, noon);

    EXPECT_TRUE(store.seen(states[1].id).empty());
}

TEST(SeenSet, takes_over_changes_of_a_known_item_at_once) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {seen_item(1)}, {}, {}}, noon);
    auto edited = seen_item(1);
    edited.content = mark(99);
    edited.last_seen = noon + 1min;

    store.record({state, {edited}, {}, {}}, noon);

    EXPECT_THAT(store.seen(state.id), testing::ElementsAre(edited));
}

TEST(SeenSet, keeps_last_seen_to_the_day) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {seen_item(1)}, {}, {}}, noon);
    auto item = seen_item(1);

    item.last_seen = noon + 23h;
    store.record({state, {item}, {}, {}}, noon + 23h);
    EXPECT_EQ(store.seen(state.id).at(0).last_seen, noon);

    item.last_seen = noon + 24h;
    store.record({state, {item}, {}, {}}, noon + 24h);
    EXPECT_EQ(store.seen(state.id).at(0).last_seen, noon + 24h);
}

TEST(Decision, is_found_by_the_key_and_by_the_link) {
    Store store;
    auto const state = enlist_one(store);
    auto const item = seen_item(1);
    store.record({state, {item}, {}, {{item.key, noon, "excluded by \"sport\""}}}, noon);
    store.record({state, {item}, {}, {{item.key, noon + 1h, "known; its text changed"}}}, noon);

    EXPECT_EQ(store.decision(state.id, item.key)->reason, "known; its text changed");
    EXPECT_EQ(store.decision(state.id, item.link)->time, noon + 1h);
    EXPECT_FALSE(store.decision(state.id, item.title));
}

}  // namespace
}  // namespace feedherald::store
