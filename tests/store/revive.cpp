// SPDX-License-Identifier: MIT
// Dead letters that wait again: by the process that holds the state, or by a command beside it.
#include "store/sample.hpp"

#include <span>
#include <utility>

#include <gmock/gmock.h>
#include <unistd.h>

namespace feedherald::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SinkName const phone{"phone"};

Delivery give_up_one(Store& store) {
    owe_titles(store, enlist_one(store), {"one"});
    auto const delivery = store.due(phone, noon, 1).at(0);
    Settlement failed;
    failed.state = Settlement::State::failed;
    failed.reason = "answered 400";
    store.settle(std::span(&delivery.id, 1), failed, noon);
    return delivery;
}

TEST(Revive, lets_what_was_given_up_wait_again_under_its_uid_as_if_never_tried) {
    Store store;
    auto const given_up = give_up_one(store);
    ASSERT_THAT(store.due(phone, noon, 1), IsEmpty());

    EXPECT_THAT(store.revive(phone, noon), ElementsAre(std::pair{phone, std::size_t{1}}));

    auto const again = store.due(phone, noon, 1).at(0);
    EXPECT_EQ(again.uid, given_up.uid);
    EXPECT_EQ(again.attempts, 0);
    EXPECT_EQ(again.first_attempt, std::nullopt);
    EXPECT_THAT(store.revive(phone, noon), IsEmpty());
}

TEST(Revive, leaves_other_sinks_alone_unless_all_are_meant) {
    Store store;
    give_up_one(store);
    store.disable_sink(phone, "answered 410", "settings", noon);

    EXPECT_THAT(store.revive(SinkName{"other"}, noon), IsEmpty());
    EXPECT_TRUE(store.stays_disabled(phone, "settings"));
    EXPECT_THAT(store.revive(std::nullopt, noon), ElementsAre(std::pair{phone, std::size_t{1}}));
    EXPECT_FALSE(store.stays_disabled(phone, "settings"));
}

TEST(Revive, works_beside_the_process_that_holds_the_state) {
    Directory directory;
    EXPECT_EQ(Store::beside_daemon(directory.path()), nullptr);
    Store daemon(directory.path(), noon);
    give_up_one(daemon);
    try {
        Store second(directory.path(), noon);
        FAIL() << "two held it";
    } catch (InUse const& in_use) {
        EXPECT_EQ(in_use.pid, ::getpid());
    }

    EXPECT_THAT(Store::beside_daemon(directory.path())->revive(phone, noon),
                ElementsAre(std::pair{phone, std::size_t{1}}));

    EXPECT_THAT(titles_of(daemon.due(phone, noon, 1)), ElementsAre("one"));
}

TEST(MakeDue, of_one_sink_forgets_its_back_off_alone) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    owe_titles(store, states[0], {"asked to wait"});
    owe_titles(store, states[1], {"backed off"});
    auto const due = store.due(phone, noon, 2);
    store.settle(std::span(&due[0].id, 1), retry_at(noon + 1h, true), noon);
    store.settle(std::span(&due[1].id, 1), retry_at(noon + 1h), noon);

    store.make_due(SinkName{"other"}, noon);
    EXPECT_THAT(store.due(phone, noon, 2), IsEmpty());
    store.make_due(phone, noon);
    EXPECT_THAT(titles_of(store.due(phone, noon, 2)), ElementsAre("backed off"));
}

TEST(Settle, may_leave_the_sync_to_a_flush_and_is_there_at_once_all_the_same) {
    Directory directory;
    Store store(directory.path(), noon);
    owe_titles(store, enlist_one(store), {"one"});
    auto const delivery = store.due(phone, noon, 1).at(0);

    store.settle(std::span(&delivery.id, 1), {}, noon, true);

    EXPECT_EQ(Store::for_reading(directory.path())->outbox(noon).delivered, 1U);
    store.flush();
    EXPECT_EQ(store.outbox(noon).delivered, 1U);
}

}  // namespace
}  // namespace feedherald::store
