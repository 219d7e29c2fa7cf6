// SPDX-License-Identifier: MIT
// What is remembered of feeds.
#include "store/sample.hpp"

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

FeedState everything_set(FeedId id) {
    FeedState state;
    state.id = id;
    state.url = "https://example.org/feed";
    state.title = "Title";
    state.home_page_url = "https://example.org/";
    state.validators = {"https://example.org/feed.xml", "W/\"x y+==-gzip\"", "Sunday, 06-Nov-94 08:49:37 GMT"};
    state.body = mark(7);
    state.cache = {"max-age=900", "Sun, 22 Nov 2026 13:00:00 GMT", "Sun, 22 Nov 2026 12:00:00 GMT", "12", "120", "0",
                   "60"};
    state.hints.ttl = 90min;
    state.hints.skip_hours.set(0).set(23);
    state.hints.skip_days.set(6);
    state.hints.update_period = 86400s;
    state.hints.update_period_is_hourly_once = true;
    state.health = Health::failing;
    state.first_polled = noon - 9h;
    state.last_polled = noon;
    state.next_poll = noon + 1h;
    state.not_before = noon + 2h;
    state.last_new = noon - 3h;
    state.oldest_at_first_poll = noon - 400h;
    state.failing_since = noon - 5min;
    state.failing_reported = true;
    state.silence_reported = true;
    state.renamed = noon - 7h;
    state.failures = 3;
    state.last_status = 503;
    state.last_error = "HTTP 503";
    state.next_poll_why = "2 failures in a row";
    state.last_gap = noon - 20h;
    state.wait_before_gap = 12h;
    state.may_have_missed = noon - 30h;
    state.body_bytes = 123456;
    state.published = {noon - 1h, noon - 25h, Instant{Duration{-5}}};
    state.move = {"https://new.example/feed.xml", noon - 50h, noon - 2h, 3};
    state.suggested_url = "https://elsewhere.example/podcast.xml";
    state.error_body = "<h1>Too much</h1>";
    state.habits = {12, 345, 6, 2, true, noon - 30h, noon - 700h};
    return state;
}

void expect_equal(FeedState const& a, FeedState const& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.url, b.url);
    EXPECT_EQ(a.title, b.title);
    EXPECT_EQ(a.home_page_url, b.home_page_url);
    EXPECT_EQ(a.validators, b.validators);
    EXPECT_EQ(a.body, b.body);
    EXPECT_EQ(a.cache.cache_control, b.cache.cache_control);
    EXPECT_EQ(a.cache.expires, b.cache.expires);
    EXPECT_EQ(a.cache.date, b.cache.date);
    EXPECT_EQ(a.cache.age, b.cache.age);
    EXPECT_EQ(a.cache.retry_after, b.cache.retry_after);
    EXPECT_EQ(a.cache.rate_limit_remaining, b.cache.rate_limit_remaining);
    EXPECT_EQ(a.cache.rate_limit_reset, b.cache.rate_limit_reset);
    EXPECT_EQ(a.hints, b.hints);
    EXPECT_EQ(a.health, b.health);
    EXPECT_EQ(a.first_polled, b.first_polled);
    EXPECT_EQ(a.last_polled, b.last_polled);
    EXPECT_EQ(a.next_poll, b.next_poll);
    EXPECT_EQ(a.not_before, b.not_before);
    EXPECT_EQ(a.last_new, b.last_new);
    EXPECT_EQ(a.oldest_at_first_poll, b.oldest_at_first_poll);
    EXPECT_EQ(a.failing_since, b.failing_since);
    EXPECT_EQ(a.failing_reported, b.failing_reported);
    EXPECT_EQ(a.silence_reported, b.silence_reported);
    EXPECT_EQ(a.renamed, b.renamed);
    EXPECT_EQ(a.failures, b.failures);
    EXPECT_EQ(a.last_status, b.last_status);
    EXPECT_EQ(a.last_error, b.last_error);
    EXPECT_EQ(a.next_poll_why, b.next_poll_why);
    EXPECT_EQ(a.last_gap, b.last_gap);
    EXPECT_EQ(a.wait_before_gap, b.wait_before_gap);
    EXPECT_EQ(a.may_have_missed, b.may_have_missed);
    EXPECT_EQ(a.body_bytes, b.body_bytes);
    EXPECT_EQ(a.published, b.published);
    EXPECT_EQ(a.move, b.move);
    EXPECT_EQ(a.suggested_url, b.suggested_url);
    EXPECT_EQ(a.error_body, b.error_body);
    EXPECT_EQ(a.habits, b.habits);
}

// a restart forgets nothing.
TEST(StoredFeed, comes_back_whole_after_a_restart) {
    Directory directory;
    FeedState written;
    {
        Store store(directory.path(), noon);
        written = everything_set(enlist_one(store).id);
        store.record({written, {}, {}, {}}, noon);
    }

    Store store(directory.path(), noon);

    expect_equal(store.known(written.id).value(), written);
    expect_equal(enlist_one(store), written);
}

TEST(StoredFeed, can_lose_what_it_had) {
    Store store;
    auto const fresh = enlist_one(store);
    store.record({everything_set(fresh.id), {}, {}, {}}, noon);

    store.record({fresh, {}, {}, {}}, noon);

    expect_equal(store.known(fresh.id).value(), fresh);
}

// byte for byte, whatever the bytes are.
TEST(StoredFeed, keeps_validators_byte_for_byte) {
    Store store;
    auto state = enlist_one(store);
    state.validators.etag = "\"\xe9\x01\" ";
    state.validators.last_modified = std::string("a\0b", 3);

    store.record({state, {}, {}, {}}, noon);

    EXPECT_EQ(store.known(state.id)->validators, state.validators);
}

TEST(StoredFeed, is_fresh_when_first_enlisted) {
    Store store;

    auto const state = enlist_one(store);

    EXPECT_EQ(state.health, Health::fresh);
    EXPECT_FALSE(state.first_polled);
    EXPECT_FALSE(state.next_poll);
    EXPECT_EQ(state.body, Fingerprint{});
}

TEST(Enlist, gives_ids_that_stay) {
    Store store;
    auto const first = enlist_all(store, {"https://a.example/", "https://b.example/"});

    auto const second = enlist_all(store, {"https://c.example/", "https://b.example/", "https://a.example/"});

    EXPECT_EQ(second.at(1).id, first.at(1).id);
    EXPECT_EQ(second.at(2).id, first.at(0).id);
    EXPECT_NE(second.at(0).id, first.at(0).id);
    EXPECT_NE(second.at(0).id, first.at(1).id);
}

TEST(Enlist, lists_the_subscribed_feeds_in_the_order_of_the_configuration) {
    Store store;
    enlist_all(store, {"https://a.example/", "https://b.example/"});
    enlist_all(store, {"https://c.example/", "https://a.example/"});

    std::vector<std::string> urls;
    for (auto const& state : store.all_feeds()) urls.push_back(state.url);

    EXPECT_THAT(urls, testing::ElementsAre("https://c.example/", "https://a.example/"));
}

TEST(Enlist, finds_the_seen_set_of_a_feed_that_was_removed_and_added_again) {
    Store store;
    auto state = enlist_one(store);
    state.first_polled = noon;
    store.record({state, {seen_item(1)}, {}, {}}, noon);
    enlist_all(store, {}, noon + 24h);

    auto const again = enlist_one(store, state.url, noon + 48h);

    EXPECT_EQ(again.id, state.id);
    EXPECT_EQ(again.first_polled, noon);
    EXPECT_EQ(store.seen(again.id).size(), 1U);
}

// A-26 stops a feed that is gone; adding it again is the user's word against that.
TEST(Enlist, lets_a_feed_that_was_gone_start_again_when_it_is_added_again) {
    Store store;
    auto state = enlist_one(store);
    state.health = Health::gone;
    state.next_poll = noon + 9000h;
    state.not_before = noon + 3h;
    store.record({state, {}, {}, {}}, noon);
    EXPECT_EQ(enlist_one(store).health, Health::gone) << "a restart alone changes nothing";
    enlist_all(store, {});

    auto const again = enlist_one(store);

    EXPECT_EQ(again.health, Health::ok);
    EXPECT_FALSE(again.next_poll);
    EXPECT_EQ(again.not_before, noon + 3h);
}

TEST(Record, of_a_feed_that_nobody_enlisted_throws) {
    Store store;
    FeedState state;
    state.id = FeedId{42};

    EXPECT_THROW(store.record({state, {}, {}, {}}, noon), std::runtime_error);
}

TEST(Record, of_several_polls_is_one_transaction) {
    Store store;
    auto states = enlist_all(store, {"https://a.example/", "https://b.example/"});
    states[0].title = "changed";
    FeedState stranger;
    stranger.id = FeedId{42};
    std::vector<PollRecord> const polls{{states[0], {seen_item(1)}, {}, {}}, {stranger, {}, {}, {}}};

    EXPECT_THROW(store.record(polls, noon), std::runtime_error);

    EXPECT_EQ(store.known(states[0].id)->title, "");
    EXPECT_TRUE(store.seen(states[0].id).empty());
}

TEST(Record, is_no_news_to_those_who_hold_the_states_of_other_feeds) {
    Store store;
    auto const feed = enlist_one(store);
    auto const before = store.revision();

    PollRecord poll;
    poll.state = feed;
    store.record(poll, noon);
    store.record_unchanged(feed);
    store.write_unchanged();
    EXPECT_EQ(store.revision(), before);

    enlist_one(store);
    EXPECT_NE(store.revision(), before);
}

TEST(Mute, ends_by_itself) {
    Store store;
    auto const state = enlist_one(store);

    store.mute(state.id, noon + 24h);

    EXPECT_EQ(store.muted_until(state.id, noon), noon + 24h);
    EXPECT_EQ(store.muted_until(state.id, noon + 24h), std::nullopt);
    store.mute(state.id, std::nullopt);
    EXPECT_EQ(store.muted_until(state.id, noon), std::nullopt);
}

}  // namespace
}  // namespace feedherald::store
