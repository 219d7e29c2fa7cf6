// SPDX-License-Identifier: MIT
// Alerts owed, from record to settled.
#include "store/sample.hpp"

#include <set>

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Outbox, keeps_the_whole_alert) {
    Directory directory;
    Alert alert;
    {
        Store store(directory.path(), noon);
        auto const state = enlist_one(store);
        auto owed = owed_to(state, {"phone"});
        alert = owed.alert;
        alert.kind = AlertKind::item_updated;
        alert.feed_title = "Feed";
        alert.feed_home_page_url = "https://example.org/";
        alert.reason = "why";
        alert.urgency = Urgency::critical;
        alert.item.url = "https://example.org/1";
        alert.item.external_url = "https://elsewhere.example/";
        alert.item.content_html = std::string("<p>nul \0 inside</p>", 19);
        alert.item.content_text = "text";
        alert.item.text = "plain text";
        alert.item.summary = "s\xC3\xBCmmary";
        alert.item.text = "what it says";
        alert.item.image = "https://example.org/i.png";
        alert.item.banner_image = "https://example.org/b.png";
        alert.item.language = "de";
        alert.item.published = noon - 1h;
        alert.item.modified = noon - 30min;
        alert.item.authors = {{"B", "https://b.example/", ""}, {"A", "", "https://a.example/a.png"}};
        alert.item.tags = {"z", "a", "z"};
        alert.item.attachments = {{"https://example.org/1.mp3", "audio/mpeg", "One", 5'000'000'000U, 61U},
                                  {"u", "", "", {}, {}}};
        owed.alert = alert;
        store.record({state, {}, {owed}, {}}, noon);
    }

    Store store(directory.path(), noon);
    auto const due = store.due(phone, noon, 10);

    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].alert.item, alert.item);
    EXPECT_EQ(due[0].alert.kind, alert.kind);
    EXPECT_EQ(due[0].alert.time, alert.time);
    EXPECT_EQ(due[0].alert.feed, alert.feed);
    EXPECT_EQ(due[0].alert.feed_url, alert.feed_url);
    EXPECT_EQ(due[0].alert.feed_title, alert.feed_title);
    EXPECT_EQ(due[0].alert.feed_home_page_url, alert.feed_home_page_url);
    EXPECT_EQ(due[0].alert.reason, alert.reason);
    EXPECT_EQ(due[0].alert.urgency, alert.urgency);
    EXPECT_EQ(due[0].created, noon);
    EXPECT_EQ(due[0].attempts, 0);
    EXPECT_NE(due[0].alert.id, AlertId{});
}

TEST(Outbox, owes_each_sink_once_under_a_uid_that_stays) {
    Store store;
    auto const state = enlist_one(store);
    store.record({state, {}, {owed_to(state, {"phone", "term"}), owed_to(state, {"phone"})}, {}}, noon);

    auto const first = store.due(phone, noon, 10);
    auto const other = store.due(SinkName{"term"}, noon, 10);
    settle_one(store, first[0].id, retry_at(noon));
    auto const again = store.due(phone, noon, 10);

    ASSERT_EQ(first.size(), 2U);
    ASSERT_EQ(other.size(), 1U);
    std::set<std::string> const uids{first[0].uid, first[1].uid, other[0].uid};
    EXPECT_EQ(uids.size(), 3U);
    EXPECT_THAT(first[0].uid, testing::MatchesRegex("[0-9a-f]{32}"));
    EXPECT_EQ(again[0].uid, first[0].uid);
    EXPECT_EQ(again[0].attempts, 1);
}

TEST(Outbox, gives_what_was_delivered_or_given_up_no_more) {
    Store store;
    auto const state = enlist_one(store);
    owe_titles(store, state, {"one", "two", "three"});
    auto const due = store.due(phone, noon, 10);

    settle_one(store, due[0].id, {});
    Settlement failed;
    failed.state = Settlement::State::failed;
    settle_one(store, due[1].id, failed);

    EXPECT_THAT(titles_of(store.due(phone, noon + 9000h, 10)), ElementsAre("three"));
}

TEST(Outbox, gives_no_more_than_asked_for) {
    Store store;
    owe_titles(store, enlist_one(store), {"one", "two", "three"});

    EXPECT_THAT(titles_of(store.due(phone, noon, 2)), ElementsAre("one", "two"));
}

TEST(Outbox, owes_alerts_that_no_poll_made) {
    Store store;
    auto owed = owed_to(FeedState{}, {"phone"}, "");
    owed.alert.kind = AlertKind::sink_disabled;

    store.owe({owed}, noon);

    EXPECT_EQ(store.due(phone, noon, 1).at(0).alert.kind, AlertKind::sink_disabled);
}

TEST(Outbox, waits_through_quiet_hours_at_the_sinks_that_keep_them) {
    Store store;
    auto const state = enlist_one(store);
    auto owed = owed_to(state, {"phone", "term"});
    owed.not_before = noon + 8h;
    owed.held = {phone};
    store.record({state, {}, {owed}, {}}, noon);

    store.make_due(noon);

    EXPECT_THAT(store.due(phone, noon + 7h, 1), IsEmpty());
    EXPECT_TRUE(store.due(phone, noon + 8h, 1).at(0).held);
    EXPECT_FALSE(store.due(SinkName{"term"}, noon, 1).at(0).held);
    EXPECT_EQ(store.outbox(noon).held, 1U);
}

// INTERFACE 2: `run --once` tries every pending alert once, whatever its back-off, but respects Retry-After.
TEST(MakeDue, forgets_back_off_and_respects_what_the_receiver_asked_for) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    owe_titles(store, states[0], {"backed off"});
    owe_titles(store, states[1], {"asked to wait"});
    auto const due = store.due(phone, noon, 2);
    settle_one(store, due[0].id, retry_at(noon + 1h));
    settle_one(store, due[1].id, retry_at(noon + 1h, true));

    store.make_due(noon);

    EXPECT_THAT(titles_of(store.due(phone, noon, 2)), ElementsAre("backed off"));
    EXPECT_THAT(titles_of(store.due(phone, noon + 1h, 2)), ElementsAre("backed off", "asked to wait"));
}

TEST(Hold, turns_what_might_go_out_now_into_one_digest_to_be) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/", "https://c.example/"});
    owe_titles(store, states[0], {"due"});
    owe_titles(store, states[1], {"backed off"});
    owe_titles(store, states[2], {"asked to wait"});
    auto const due = store.due(phone, noon, 3);
    settle_one(store, due[1].id, retry_at(noon + 9h));
    settle_one(store, due[2].id, retry_at(noon + 9h, true));

    store.hold(phone, noon);

    EXPECT_EQ(store.outbox(noon).held, 2U);
    auto const held = store.due(phone, noon, 3);
    EXPECT_THAT(titles_of(held), ElementsAre("due", "backed off"));
    EXPECT_TRUE(held.at(0).held && held.at(1).held);
    EXPECT_EQ(store.sink_state(phone).pending, 3U) << "it still waits";
}

TEST(HoldFeed, moves_what_was_held_and_frees_it_again) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    owe_titles(store, states[0], {"muted"});
    owe_titles(store, states[1], {"other feed"});
    EXPECT_THAT(store.feeds_owed(phone), ElementsAre(states[0].id, states[1].id));

    store.hold_feed(phone, states[0].id, noon + 8h, noon);
    EXPECT_THAT(titles_of(store.due(phone, noon + 7h, 3)), ElementsAre("other feed"));
    store.hold_feed(phone, states[0].id, noon + 1h, noon);
    store.make_due(noon);
    EXPECT_THAT(titles_of(store.due(phone, noon, 3)), ElementsAre("other feed"));
    EXPECT_TRUE(store.due(phone, noon + 1h, 1).at(0).held);
    store.hold_feed(phone, states[0].id, std::nullopt, noon);

    EXPECT_THAT(titles_of(store.due(phone, noon, 3)), ElementsAre("muted", "other feed"));
    EXPECT_TRUE(store.due(phone, noon, 1).at(0).held) << "it arrives as a digest";
}

TEST(HoldFeed, leaves_what_the_receiver_or_the_user_put_off) {
    Store store;
    auto const states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    owe_titles(store, states[0], {"asked to wait"});
    owe_titles(store, states[1], {"later"});
    auto const due = store.due(phone, noon, 2);
    settle_one(store, due[0].id, retry_at(noon + 2h, true));
    settle_one(store, due[1].id, {});
    store.postpone(std::span(&due[1].id, 1), noon + 1h, noon);

    for (auto const& state : states) {
        store.hold_feed(phone, state.id, noon + 9h, noon);
        store.hold_feed(phone, state.id, std::nullopt, noon);
    }

    EXPECT_THAT(store.due(phone, noon + 59min, 2), IsEmpty());
    EXPECT_THAT(titles_of(store.due(phone, noon + 1h, 2)), ElementsAre("later"));
    EXPECT_THAT(titles_of(store.due(phone, noon + 2h, 2)), ElementsAre("asked to wait", "later"));
}

TEST(Postpone, brings_a_delivered_alert_again_under_a_new_uid) {
    Store store;
    owe_titles(store, enlist_one(store), {"one"});
    auto const first = store.due(phone, noon, 1).at(0);
    settle_one(store, first.id, {});

    store.postpone(std::span(&first.id, 1), noon + 1h, noon);
    store.make_due(noon);

    EXPECT_THAT(store.due(phone, noon + 59min, 1), IsEmpty());
    auto const again = store.due(phone, noon + 1h, 1).at(0);
    EXPECT_EQ(again.alert.item.title, "one");
    EXPECT_NE(again.uid, first.uid);
}

TEST(OutboxCounts, tell_what_happened_since) {
    Store store;
    owe_titles(store, enlist_one(store), {"one", "two", "three", "four"});
    auto const due = store.due(phone, noon, 4);
    Settlement failed;
    failed.state = Settlement::State::failed;
    settle_one(store, due[0].id, {}, noon - 1h);
    settle_one(store, due[1].id, {}, noon);
    settle_one(store, due[2].id, failed, noon + 1s);

    auto const counts = store.outbox(noon);

    EXPECT_EQ(counts.delivered, 1U);
    EXPECT_EQ(counts.failed, 1U);
    EXPECT_EQ(counts.pending, 1U);
    EXPECT_EQ(counts.held, 0U);
}

}  // namespace
}  // namespace feedherald::store
