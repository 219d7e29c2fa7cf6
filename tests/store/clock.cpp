// SPDX-License-Identifier: MIT
// INTERFACE 5: instants that a clock change has moved implausibly far into the future are due now.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

TEST(ClockSetBack, between_two_runs_frees_what_waits) {
    Directory directory;
    {
        Store store(directory.path(), noon + 9000h);
        owe_titles(store, enlist_one(store), {"one"}, noon + 9000h);
        settle_one(store, store.due(phone, noon + 9000h, 1).at(0).id, retry_at(noon + 9001h), noon + 9000h);
    }

    Store store(directory.path(), noon);

    EXPECT_EQ(store.due(phone, noon, 1).size(), 1U);
}

TEST(ClockSetBack, while_running_frees_what_waits) {
    Store store;
    owe_titles(store, enlist_one(store), {"one"}, noon + 9000h);
    settle_one(store, store.due(phone, noon + 9000h, 1).at(0).id, retry_at(noon + 9001h, true), noon + 9000h);

    EXPECT_EQ(store.due(phone, noon, 1).size(), 1U);
}

TEST(ClockSetBack, by_seconds_changes_nothing) {
    Store store;
    owe_titles(store, enlist_one(store), {"one"});
    settle_one(store, store.due(phone, noon, 1).at(0).id, retry_at(noon + 1h));

    EXPECT_TRUE(store.due(phone, noon - 30s, 1).empty());
}

TEST(ClockSetBack, takes_the_polls_with_it) {
    Store store;
    auto const feed = enlist_one(store);
    PollRecord poll;
    poll.state = feed;
    poll.state.last_polled = noon;
    poll.state.next_poll = noon + 1h;
    store.record(poll, noon);

    auto const before = store.revision();
    store.move_polls_back(9h);

    EXPECT_NE(store.revision(), before) << "whoever holds a state reads it again";
    auto const state = store.known(feed.id).value();
    EXPECT_EQ(state.last_polled, noon - 9h);
    EXPECT_EQ(state.next_poll, noon - 8h);
    EXPECT_EQ(state.not_before, std::nullopt);
}

TEST(Restart, does_not_shorten_a_wait) {
    Directory directory;
    {
        Store store(directory.path(), noon);
        owe_titles(store, enlist_one(store), {"one"});
        settle_one(store, store.due(phone, noon, 1).at(0).id, retry_at(noon + 1h));
    }

    Store store(directory.path(), noon + 59min);

    EXPECT_TRUE(store.due(phone, noon + 59min, 1).empty());
    EXPECT_EQ(store.due(phone, noon + 1h, 1).size(), 1U);
}

}  // namespace
}  // namespace feedherald::store
