// SPDX-License-Identifier: MIT
#include "schedule/facts.hpp"

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

FeedState after(Fetched const& fetched, Reading const& reading = Feed{}, FeedState const& before = healthy()) {
    return schedule::after_poll(before, fetched, reading, nullptr, now);
}

Feed feed_of(std::initializer_list<Instant> published) {
    Feed feed;
    for (auto const instant : published) feed.items.emplace_back().published = instant;
    return feed;
}

TEST(AfterPoll, keeps_validators_byte_for_byte_A01) {
    for (auto const* etag : {"W/\"x y+==-gzip\"", "abc", "\"\xC3\xA9\"", ""}) {
        auto const state = after(document(answer(200, {}, {"", etag, "Sunday, 06-Nov-94 08:49:37 GMT"})));
        EXPECT_EQ(schedule::validators_for(state, now).etag, etag);
        EXPECT_EQ(schedule::validators_for(state, now).last_modified, "Sunday, 06-Nov-94 08:49:37 GMT");
    }
}

TEST(AfterPoll, a_200_replaces_both_also_where_one_is_absent_A05_A06) {
    auto const state = after(document(answer(200, {}, {"", "", "Mon, 23 Nov 2026 08:00:00 GMT"})));
    EXPECT_EQ(state.validators.etag, "");
    EXPECT_EQ(state.validators.last_modified, "Mon, 23 Nov 2026 08:00:00 GMT");
    EXPECT_TRUE(after(document(answer(200))).validators.empty());
}

TEST(AfterPoll, a_200_with_the_same_bytes_brings_its_new_validators_A05_A11) {
    auto const before = after(document(answer(200, {}, {"", "\"1\"", ""}), "<rss/>"));
    auto const same = document(answer(200, {}, {"", "\"2\"", ""}), "<rss/>");
    ASSERT_TRUE(schedule::is_same_body(before, same));
    EXPECT_EQ(after(same, NothingNew{}, before).validators.etag, "\"2\"");
    EXPECT_FALSE(schedule::is_same_body(before, document(answer(200), "<rss />")));
    EXPECT_FALSE(schedule::is_same_body(FeedState{}, same));
}

TEST(AfterPoll, a_304_speaks_only_of_what_it_carries_A07) {
    auto const silent = after(NotModified{answer(304)}, NothingNew{});
    EXPECT_EQ(silent.validators, healthy().validators);
    auto const speaking = after(NotModified{answer(304, {}, {"", "\"c\"", ""})}, NothingNew{});
    EXPECT_EQ(speaking.validators.etag, "\"c\"");
    EXPECT_EQ(speaking.validators.last_modified, healthy().validators.last_modified);
}

TEST(AfterPoll, no_failure_costs_the_validators_A09) {
    EXPECT_EQ(after(refusal(429), NothingNew{}).validators, healthy().validators);
    EXPECT_EQ(after(refusal(500), NothingNew{}).validators, healthy().validators);
    EXPECT_EQ(after(failure(FetchFailure::Kind::timeout), NothingNew{}).validators, healthy().validators);
}

TEST(AfterPoll, what_did_not_parse_or_was_cut_short_brings_no_validators_A09_A53_B16) {
    auto const fetched = document(answer(200, {}, {"", "\"new\"", ""}));
    EXPECT_EQ(after(fetched, ParseFailure{ParseFailure::Kind::html, "a page"}).validators, healthy().validators);
    auto const cut = document(answer(200, {}, {"", "\"new\"", ""}), "<rss>", false);
    EXPECT_EQ(after(cut).validators, healthy().validators);
    Feed truncated;
    truncated.truncated = true;
    EXPECT_EQ(after(fetched, truncated).validators, healthy().validators);
    EXPECT_FALSE(schedule::is_same_body(after(cut), cut)) << "it is read again";
}

TEST(AfterPoll, counts_failures_and_forgets_them_at_the_first_success_A25) {
    auto state = after(refusal(500), NothingNew{});
    EXPECT_EQ(state.health, Health::failing);
    EXPECT_EQ(state.failures, 1);
    EXPECT_EQ(state.failing_since, now);
    EXPECT_EQ(state.last_status, 500);
    EXPECT_EQ(state.last_error, "500");
    state = after(NotModified{answer(304)}, NothingNew{}, state);
    EXPECT_EQ(state.health, Health::ok);
    EXPECT_EQ(state.failures, 0);
    EXPECT_EQ(state.failing_since, std::nullopt);
    EXPECT_EQ(state.last_error, "");
}

TEST(AfterPoll, a_410_and_an_expired_feed_are_gone_A26_B26) {
    EXPECT_EQ(after(refusal(410), NothingNew{}).health, Health::gone);
    Feed expired;
    expired.expired = true;
    EXPECT_EQ(after(document(answer(200)), expired).health, Health::gone);
}

TEST(AfterPoll, remembers_when_the_feed_published_newest_first_and_each_instant_once) {
    auto const feed = feed_of({now - 3h, now - 1h, now - 2h, now - 1h, now + 24h});
    auto const state = after(document(answer(200)), feed);
    EXPECT_EQ(state.published, (std::vector{now - 1h, now - 2h, now - 3h}));
    EXPECT_EQ(after(document(answer(200)), feed, state).published, state.published);
}

TEST(AfterPoll, draws_the_backfill_line_at_the_first_success_and_never_moves_it) {
    FeedState never;
    auto const first = after(document(answer(200)), feed_of({now - 3h, now - 9h}), never);
    EXPECT_EQ(first.first_polled, now);
    EXPECT_EQ(first.oldest_at_first_poll, now - 9h);
    auto const second = after(document(answer(200)), feed_of({now - 30h}), first);
    EXPECT_EQ(second.oldest_at_first_poll, now - 9h);

    Feed changes_only;
    changes_only.items.emplace_back().modified = now - 5h;
    EXPECT_EQ(after(document(answer(200)), changes_only, never).oldest_at_first_poll, now - 5h);
}

TEST(AfterPoll, a_failed_first_poll_is_not_the_first_poll) {
    EXPECT_EQ(after(refusal(500), NothingNew{}, FeedState{}).first_polled, std::nullopt);
}

/** What a server with Apache's mod_deflate says: its own tag is unknown to it. */
Fetched deflated() {
    return document(answer(200, {}, {"", "\"x-gzip\"", "Sun, 22 Nov 2026 07:00:00 GMT"}), "<rss>same</rss>");
}

TEST(AfterPoll, asks_by_date_alone_where_the_server_forgets_its_own_tags_A11_A12) {
    auto state = schedule::after_poll(FeedState{}, deflated(), Feed{}, nullptr, now);
    for (int poll = 2; poll <= 4; ++poll) {
        EXPECT_EQ(schedule::validators_for(state, now).etag, "\"x-gzip\"") << poll;
        state = schedule::after_poll(state, deflated(), NothingNew{}, nullptr, now);
    }
    EXPECT_EQ(state.habits.ignored, 3);
    EXPECT_EQ(schedule::validators_for(state, now).etag, "") << "poll 5";
    EXPECT_EQ(schedule::validators_for(state, now).last_modified, "Sun, 22 Nov 2026 07:00:00 GMT");

    NotModified same{answer(304)};
    state = schedule::after_poll(state, same, NothingNew{}, nullptr, now);
    EXPECT_EQ(schedule::validators_for(state, now).etag, "") << "what is learned is kept";
    EXPECT_EQ(state.validators.etag, "\"x-gzip\"") << "and the tag is never edited";
}

TEST(AfterPoll, a_tag_that_no_compressor_has_marked_is_always_sent_A12) {
    auto const plain = document(answer(200, {}, {"", "\"x\"", "Sun, 22 Nov 2026 07:00:00 GMT"}), "<rss>same</rss>");
    auto state = schedule::after_poll(FeedState{}, plain, Feed{}, nullptr, now);
    for (int poll = 0; poll < 6; ++poll) state = schedule::after_poll(state, plain, NothingNew{}, nullptr, now);
    EXPECT_EQ(schedule::validators_for(state, now).etag, "\"x\"");
    EXPECT_EQ(state.habits.ignored, 6);
}

FeedState stuck(Duration usual_gap) {
    auto state = healthy();
    state.habits.last_document = now - 1h;
    for (int i = 0; i < 10; ++i) state.published.push_back(now - i * usual_gap);
    return state;
}

/** Polls once a day that are all answered with 304; those of them that went out without conditions. */
int probes_in(int days, FeedState state) {
    int probes = 0;
    for (int i = 0; i < days; ++i) {
        Instant const at = now + i * 24h;
        if (schedule::validators_for(state, at).empty()) ++probes;
        state = schedule::after_poll(state, NotModified{answer(304)}, NothingNew{}, nullptr, at);
    }
    return probes;
}

TEST(AfterPoll, a_daily_feed_that_answers_304_for_ever_is_probed_once_a_week_A13) {
    EXPECT_EQ(probes_in(8, stuck(24h)), 0);
    EXPECT_EQ(probes_in(15, stuck(24h)), 1);
    EXPECT_EQ(probes_in(17, stuck(24h)), 2);
    EXPECT_EQ(probes_in(365, stuck(24h)), 6) << "one that has ended is let alone more and more";
    EXPECT_EQ(probes_in(60, stuck(30 * 24h)), 0) << "a monthly feed has nothing overdue";
}

TEST(AfterPoll, a_feed_that_is_gone_is_not_probed_A13_A26) {
    auto state = stuck(24h);
    state.health = Health::gone;
    EXPECT_FALSE(schedule::validators_for(state, now + 20 * 24h).empty());
}

TEST(AfterPoll, learns_when_an_item_appeared_from_what_was_seen_where_its_date_cannot_be) {
    auto before = healthy();
    before.last_polled = now - 4h;
    Feed feed;
    feed.items.resize(3);
    feed.items[0].published = now - 1h;
    feed.items[1].published = now - 48h;  // dated by the day before, or by a clock of its own
    Change change;
    for (std::size_t i = 0; i < 3; ++i) change.items.push_back({i < 2 ? Verdict::is_new : Verdict::known, i, {}});
    auto const after = schedule::after_poll(before, document(answer(200)), feed, &change, now);
    EXPECT_EQ(after.published, (std::vector<Instant>{now - 1h, now - 2h}));
}

TEST(AfterPoll, remembers_a_gap_and_whether_it_was_closed) {
    auto before = healthy();
    before.last_polled = now - 6h;
    Change change;
    change.gap = true;
    auto after = schedule::after_poll(before, document(answer(200)), Feed{}, &change, now);
    EXPECT_EQ(after.last_gap, now);
    EXPECT_EQ(after.wait_before_gap, 6h);
    EXPECT_EQ(after.may_have_missed, now);
    change.gap_closed = true;
    after = schedule::after_poll(before, document(answer(200)), Feed{}, &change, now);
    EXPECT_EQ(after.last_gap, now);
    EXPECT_FALSE(after.may_have_missed);
}

}  // namespace
}  // namespace feedherald::tests
