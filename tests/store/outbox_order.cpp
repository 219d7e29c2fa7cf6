// SPDX-License-Identifier: MIT
// Order: oldest first within a feed, and one feed never waits for another.
#include "store/sample.hpp"

#include <map>
#include <random>

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OutboxOrder, a_feed_whose_oldest_must_wait_gives_nothing) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    owe_titles(store, states[0], {"a1", "a2"});
    owe_titles(store, states[1], {"b1"});
    settle_one(store, store.due(phone, noon, 1).at(0).id, retry_at(noon + 10s));

    EXPECT_THAT(titles_of(store.due(phone, noon, 10)), ElementsAre("b1"));
    EXPECT_THAT(titles_of(store.due(phone, noon + 10s, 10)), ElementsAre("a1", "a2", "b1"));
}

TEST(OutboxOrder, stops_at_the_first_of_a_feed_that_must_wait) {
    Store store;
    owe_titles(store, enlist_one(store), {"a1", "a2", "a3"});
    settle_one(store, store.due(phone, noon, 3).at(1).id, retry_at(noon + 10s));

    EXPECT_THAT(titles_of(store.due(phone, noon, 10)), ElementsAre("a1"));
}

TEST(OutboxOrder, sinks_do_not_wait_for_each_other) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {}, {owed_to(state, {"phone", "term"})}, {}}, noon);

    settle_one(store, store.due(phone, noon, 1).at(0).id, retry_at(noon + 1h));

    EXPECT_EQ(store.due(SinkName{"term"}, noon, 1).size(), 1U);
}

TEST(OutboxOrder, what_the_user_postponed_holds_up_nothing) {
    Store store;
    auto const state = enlist_one(store);
    owe_titles(store, state, {"one"});
    auto const one = store.due(phone, noon, 1).at(0);
    settle_one(store, one.id, {});
    store.postpone(std::span(&one.id, 1), noon + 1h, noon);

    owe_titles(store, state, {"two"});

    EXPECT_THAT(titles_of(store.due(phone, noon, 10)), ElementsAre("two"));
    settle_one(store, store.due(phone, noon, 1).at(0).id, retry_at(noon + 5h));
    EXPECT_THAT(titles_of(store.due(phone, noon + 1h, 10)), ElementsAre("one"));
}

TEST(SinkState, names_the_time_at_which_something_can_leave) {
    Store store;
    auto const state = enlist_one(store);
    EXPECT_EQ(store.sink_state(phone).next_attempt, std::nullopt);
    owe_titles(store, state, {"a1", "a2"});
    settle_one(store, store.due(phone, noon, 1).at(0).id, retry_at(noon + 10s));

    auto const waiting = store.sink_state(phone);

    EXPECT_EQ(waiting.pending, 2U);
    EXPECT_EQ(waiting.next_attempt, noon + 10s) << "a2 is due, but stands behind a1";
}

// The law of the order against a simple model, over random settlements.
TEST(OutboxOrder, agrees_with_a_model_over_random_histories) {
    std::mt19937 random(20261122);
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/", "https://c.example/"});
    struct Row {
        std::int64_t feed;
        Instant next_attempt{};
    };
    std::map<DeliveryId, Row> model;
    auto now = noon;
    std::int64_t last_id = 0;
    for (int step = 0; step < 400; ++step) {
        auto const& state = states[random() % 3];
        if (random() % 3 == 0) {
            owe_titles(store, state, {"post"}, now);
            model[DeliveryId{++last_id}] = {state.id.value()};
        }
        std::vector<DeliveryId> expected;
        std::map<std::int64_t, bool> blocked;
        for (auto const& [id, row] : model) {
            if (row.next_attempt > now) blocked[row.feed] = true;
            if (!blocked[row.feed]) expected.push_back(id);
        }
        std::vector<DeliveryId> given;
        for (auto const& delivery : store.due(phone, now, 1000)) given.push_back(delivery.id);
        ASSERT_EQ(given, expected) << "at step " << step;
        if (!given.empty()) {
            auto const id = given[random() % given.size()];
            if (random() % 2 == 0) {
                settle_one(store, id, {}, now);
                model.erase(id);
            } else {
                auto const when = now + std::chrono::seconds(random() % 20);
                settle_one(store, id, retry_at(when), now);
                model[id].next_attempt = when;
            }
        }
        now += std::chrono::seconds(random() % 5);
    }
}

}  // namespace
}  // namespace feedherald::store
