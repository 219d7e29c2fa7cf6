// SPDX-License-Identifier: MIT
// What is remembered of sinks.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

TEST(SinkState, shows_the_last_error_until_something_gets_through) {
    Store store;
    owe_titles(store, enlist_one(store), {"one"});
    auto const id = store.due(phone, noon, 1).at(0).id;

    settle_one(store, id, retry_at(noon));
    EXPECT_EQ(store.sink_state(phone).last_error, "connection refused");

    settle_one(store, id, held_until(noon));
    EXPECT_EQ(store.sink_state(phone).last_error, "connection refused") << "being held is no error";

    settle_one(store, id, {});
    EXPECT_EQ(store.sink_state(phone).last_error, "");
    EXPECT_EQ(store.sink_state(phone).pending, 0U);
}

TEST(DisabledSink, stays_disabled_until_its_settings_change) {
    Directory directory;
    {
        Store store(directory.path(), noon);
        store.disable_sink(phone, "HTTP 410", "settings-1", noon);
    }
    Store store(directory.path(), noon);

    EXPECT_TRUE(store.stays_disabled(phone, "settings-1"));
    EXPECT_TRUE(store.sink_state(phone).disabled);
    EXPECT_EQ(store.sink_state(phone).last_error, "HTTP 410");
    EXPECT_FALSE(store.stays_disabled(phone, "settings-2"));
    EXPECT_FALSE(store.sink_state(phone).disabled);
    EXPECT_FALSE(store.stays_disabled(phone, "settings-1")) << "other settings have enabled it";
    EXPECT_FALSE(store.stays_disabled(SinkName{"other"}, "settings-1"));
}

TEST(SinksOwed, names_every_sink_for_which_something_waits) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {}, {owed_to(state, {"phone", "term"})}, {}}, noon);
    settle_one(store, store.due(phone, noon, 1).at(0).id, {});

    EXPECT_THAT(store.sinks_owed(), testing::ElementsAre(SinkName{"term"}));
}

}  // namespace
}  // namespace feedherald::store
