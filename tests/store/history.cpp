// SPDX-License-Identifier: MIT
// What was alerted and what became of it.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

std::vector<std::string> titles(std::vector<HistoryEntry> const& entries) {
    std::vector<std::string> names;
    for (auto const& entry : entries) names.push_back(entry.alert.item.title);
    return names;
}

TEST(History, is_newest_first_and_no_longer_than_asked) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    owe_titles(store, states[0], {"a1"});
    owe_titles(store, states[1], {"b1"});
    owe_titles(store, states[0], {"a2"});

    EXPECT_THAT(titles(store.history(2, std::nullopt)), testing::ElementsAre("a2", "b1"));
    EXPECT_THAT(titles(store.history(9, states[0].id)), testing::ElementsAre("a2", "a1"));
    EXPECT_THAT(titles(store.history(static_cast<std::size_t>(-1), states[1].id)), testing::ElementsAre("b1"));
}

TEST(History, tells_of_each_delivery) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {}, {owed_to(state, {"phone", "term"})}, {}}, noon);
    auto const id = store.due(phone, noon, 1).at(0).id;
    settle_one(store, id, retry_at(noon + 2s), noon);
    settle_one(store, id, {}, noon + 3s);

    auto const entry = store.history(1, std::nullopt).at(0);

    ASSERT_EQ(entry.deliveries.size(), 2U);
    EXPECT_EQ(entry.deliveries[0].sink, phone);
    EXPECT_EQ(entry.deliveries[0].state, Settlement::State::delivered);
    EXPECT_EQ(entry.deliveries[0].attempts, 2);
    EXPECT_EQ(entry.deliveries[0].time, noon + 3s);
    EXPECT_EQ(entry.deliveries[1].state, Settlement::State::pending);
}

TEST(History, leaves_out_what_went_nowhere) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {}, {owed_to(state, {}), owed_to(state, {"phone"})}, {}}, noon);

    EXPECT_EQ(store.history(9, std::nullopt).size(), 1U);
}

}  // namespace
}  // namespace feedherald::store
