// SPDX-License-Identifier: MIT
// Notes that outlive a restart.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Notes, outlive_a_restart) {
    Directory directory;
    {
        Store store(directory.path(), noon);
        store.set_note("paused_until", "tomorrow");
        store.set_note("paused_until", "today");
    }
    Store store(directory.path(), noon);

    EXPECT_EQ(store.note("paused_until"), "today");
    EXPECT_EQ(store.note("paused"), std::nullopt);
    store.remove_note("paused_until");
    EXPECT_EQ(store.note("paused_until"), std::nullopt);
}

TEST(Notes, are_found_by_prefix) {
    Store store;
    store.set_note("cool-down b", "2");
    store.set_note("cool-down a", "1");
    store.set_note("cool", "0");
    store.set_note("cool-dox", "3");

    EXPECT_THAT(store.notes("cool-down "), ElementsAre(Pair("cool-down a", "1"), Pair("cool-down b", "2")));
}

}  // namespace
}  // namespace feedherald::store
