// SPDX-License-Identifier: MIT
// A-08 and INTERFACE 5: whatever instant the disk or the power fails at, a poll is recorded wholly or not at all.
#include "store/faulty_disk.hpp"
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

constexpr int more_than_enough = 500;

PollRecord changed_poll(FeedState state) {
    state.validators.etag = "\"new\"";
    state.first_polled = noon;
    PollRecord poll{state, {}, {owed_to(state, {"phone", "term"})}, {}};
    for (int n = 0; n < 300; ++n) poll.seen.push_back(seen_item(n));
    poll.decisions.push_back({mark(1), noon, "new"});
    return poll;
}

/** Recorded wholly: true; not at all: false; anything between fails the test. */
bool is_recorded(Store& store, FeedId feed) {
    auto const with_validators = store.known(feed)->validators.etag == "\"new\"";
    EXPECT_EQ(store.seen(feed).size(), with_validators ? 300U : 0U);
    EXPECT_EQ(store.due(phone, noon, 9).size(), with_validators ? 1U : 0U);
    EXPECT_EQ(store.due(SinkName{"term"}, noon, 9).size(), with_validators ? 1U : 0U);
    EXPECT_EQ(store.history(9, std::nullopt).size(), with_validators ? 1U : 0U);
    EXPECT_EQ(store.decision(feed, mark(1)).has_value(), with_validators);
    return with_validators;
}

TEST(PowerCut, at_any_write_of_a_record_leaves_all_or_nothing) {
    FaultyDisk disk;
    int failures = 0;
    for (int operation = 1; operation < more_than_enough; ++operation) {
        SCOPED_TRACE(operation);
        Directory directory;
        FeedId feed;
        bool returned = false;
        {
            Store store(directory.path(), noon);
            feed = enlist_one(store).id;
            auto const poll = changed_poll(store.known(feed).value());
            disk.die_at(operation);
            try {
                store.record(poll, noon);
                returned = true;
            } catch (std::runtime_error const& failure) {
                EXPECT_THAT(failure.what(), testing::HasSubstr(directory.database().string()));
            }
            if (!disk.has_failed()) break;
            ++failures;
        }
        disk.heal();

        Store store(directory.path(), noon);

        EXPECT_TRUE(store.set_aside().empty()) << "no crash damages the file";
        EXPECT_EQ(is_recorded(store, feed), returned || is_recorded(store, feed)) << "what was promised is there";
        ASSERT_LT(operation, more_than_enough - 1) << "the record never went through";
    }
    EXPECT_GT(failures, 5);
}

TEST(FullDisk, at_any_write_of_a_record_can_be_tried_again) {
    FaultyDisk disk;
    int failures = 0;
    for (int operation = 1; operation < more_than_enough; ++operation) {
        SCOPED_TRACE(operation);
        Directory directory;
        Store store(directory.path(), noon);
        auto const feed = enlist_one(store).id;
        auto const poll = changed_poll(store.known(feed).value());
        disk.fail_at(operation);
        try {
            store.record(poll, noon);
            if (!disk.has_failed()) break;
        } catch (std::runtime_error const& failure) {
            EXPECT_THAT(failure.what(), testing::HasSubstr(directory.database().string()));
            ++failures;
            EXPECT_FALSE(is_recorded(store, feed)) << "what has failed has not happened";
            store.record(poll, noon);
        }
        disk.heal();

        EXPECT_TRUE(is_recorded(store, feed));
    }
    EXPECT_GT(failures, 5);
}

TEST(PowerCut, while_settling_repeats_a_delivery_at_most_once) {
    FaultyDisk disk;
    int failures = 0;
    for (int operation = 1; operation < more_than_enough; ++operation) {
        SCOPED_TRACE(operation);
        Directory directory;
        bool returned = false;
        {
            Store store(directory.path(), noon);
            owe_titles(store, enlist_one(store), {"one", "two"});
            auto const id = store.due(phone, noon, 1).at(0).id;
            disk.die_at(operation);
            try {
                settle_one(store, id, {});
                returned = true;
            } catch (std::runtime_error const&) {
            }
            if (!disk.has_failed()) break;
            ++failures;
        }
        disk.heal();

        Store store(directory.path(), noon);
        auto const left = titles_of(store.due(phone, noon, 9));

        if (returned)
            EXPECT_THAT(left, testing::ElementsAre("two"));
        else
            EXPECT_THAT(left, testing::AnyOf(testing::ElementsAre("two"), testing::ElementsAre("one", "two")));
    }
    EXPECT_GT(failures, 0);
}

// The files of a running store, copied at an instant, are what kill -9 leaves.
TEST(Kill, after_a_record_loses_nothing_of_it) {
    Directory directory;
    Directory copy;
    Store store(directory.path(), noon);
    auto const feed = enlist_one(store).id;
    store.record(changed_poll(store.known(feed).value()), noon);

    std::filesystem::copy_file(directory.database(), copy.database());
    std::filesystem::copy_file(directory.database().string() + "-wal", copy.database().string() + "-wal");

    Store after(copy.path(), noon);
    EXPECT_TRUE(is_recorded(after, feed));
}

TEST(Opening, on_a_disk_that_fails_throws_and_works_afterwards) {
    FaultyDisk disk;
    int failures = 0;
    for (int operation = 1; operation < more_than_enough; ++operation) {
        SCOPED_TRACE(operation);
        Directory directory;
        disk.fail_at(operation);
        try {
            Store store(directory.path(), noon);
            if (!disk.has_failed()) break;
        } catch (std::runtime_error const& failure) {
            ++failures;
            EXPECT_THAT(failure.what(), testing::HasSubstr(directory.path().string()));
        }
        disk.heal();

        Store store(directory.path(), noon);

        EXPECT_TRUE(store.set_aside().empty());
        EXPECT_EQ(enlist_one(store).health, Health::fresh);
    }
    EXPECT_GT(failures, 2);
}

}  // namespace
}  // namespace feedherald::store
