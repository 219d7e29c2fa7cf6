// SPDX-License-Identifier: MIT
#include "schedule/move.hpp"

#include "schedule/facts.hpp"

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

constexpr char old_url[] = "https://feeds.example/rss";
constexpr char new_url[] = "https://moved.example/rss";

Answer moved_answer(int status, std::string const& to = new_url, bool permanently = true) {
    auto made = answer(status);
    made.url = to;
    made.moved_permanently = permanently;
    return made;
}

Fetched moved_document(std::string const& to = new_url, bool permanently = true) {
    return document(moved_answer(200, to, permanently));
}

Feed one_item() {
    Feed feed;
    feed.items.resize(1);
    return feed;
}

/** A feed that is known, with one item that was seen before. */
struct Facts {
    Subscription sub = subscription(old_url);
    FeedState state = [] {
        auto made = healthy();
        made.url = old_url;
        return made;
    }();
    Reading reading = one_item();
    Change change;
    Facts() { change.items.push_back({Verdict::known, 0, {}}); }

    void poll(std::string const& asked, Fetched const& fetched, Instant at) {
        auto const after = schedule::after_poll(state, fetched, reading, &change, at);
        auto const move = schedule::after_request(state, sub, asked, fetched, reading, &change, after.failures, at);
        state = after;
        state.move = move;
    }
    [[nodiscard]] std::string next(Instant at) const { return schedule::request_url(sub, state, at); }
};

TEST(Move, is_used_at_once_and_adopted_after_three_sightings_over_two_days_A64) {
    Facts facts;
    facts.poll(old_url, moved_document(), now);
    EXPECT_EQ(facts.next(now + 1h), new_url);
    EXPECT_FALSE(schedule::is_adopted(facts.state.move));

    EXPECT_EQ(facts.next(now + 24h), old_url) << "is the redirect still there?";
    facts.poll(old_url, moved_document(), now + 24h);
    EXPECT_EQ(facts.next(now + 25h), new_url);
    facts.poll(old_url, moved_document(), now + 48h);

    EXPECT_TRUE(schedule::is_adopted(facts.state.move));
    EXPECT_EQ(facts.next(now + 10000h), new_url) << "the old address is never asked again";
}

TEST(Move, three_sightings_in_a_row_are_not_two_days_A64) {
    Facts facts;
    for (int i = 0; i < 5; ++i) facts.poll(old_url, moved_document(), now + i * 1h);

    EXPECT_EQ(facts.state.move.sightings, 5);
    EXPECT_FALSE(schedule::is_adopted(facts.state.move));
}

TEST(Move, counts_only_where_every_hop_is_permanent_and_a_feed_answers_A63) {
    struct Case {
        Fetched fetched;
        Reading reading;
        char const* why;
    };
    Case const cases[] = {
        {moved_document(new_url, false), Feed{}, "a temporary hop"},
        {moved_document(), ParseFailure{ParseFailure::Kind::html, "a page"}, "a page"},
        {moved_document("https://moved.example/login?next=rss"), Feed{}, "a captive portal (A-66)"},
        {moved_document("http://moved.example/rss"), Feed{}, "a step down to http"},
        {moved_document("https://10.0.0.1/rss"), Feed{}, "a private address"},
        {refusal(404), NothingNew{}, "a failure"},
    };
    for (auto const& one : cases) {
        Facts facts;
        facts.reading = one.reading;
        facts.poll(old_url, one.fetched, now);
        EXPECT_EQ(facts.next(now + 1h), old_url) << one.why;
    }
}

TEST(Move, to_another_feed_is_none_A63) {
    Facts facts;
    facts.change.items[0].verdict = Verdict::is_new;
    facts.poll(old_url, moved_document(), now);
    EXPECT_EQ(facts.next(now + 1h), old_url);

    auto named = one_item();
    named.feed_url = old_url;
    facts.reading = named;
    facts.poll(old_url, moved_document(), now);
    EXPECT_EQ(facts.next(now + 1h), new_url) << "its self link names the old address";
}

TEST(Move, is_known_by_a_304_to_what_the_new_address_sent_A62_A63) {
    Facts facts;
    facts.state.validators.url = new_url;
    facts.reading = NothingNew{};
    facts.poll(old_url, NotModified{moved_answer(304)}, now);

    EXPECT_EQ(facts.next(now + 1h), new_url);
}

TEST(Move, is_taken_back_when_the_new_address_has_nothing_A64) {
    Facts facts;
    facts.poll(old_url, moved_document(), now);
    facts.poll(new_url, refusal(404), now + 1h);
    EXPECT_EQ(facts.next(now + 2h), old_url);

    facts.poll(old_url, moved_document(), now + 2h);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(facts.next(now + 3h), new_url);
        facts.poll(new_url, failure(FetchFailure::Kind::dns), now + 3h);
    }
    EXPECT_EQ(facts.next(now + 6h), old_url) << "nor when it stays away";
}

TEST(Move, is_taken_back_when_the_new_address_is_gone_A64) {
    Facts facts;
    facts.poll(old_url, moved_document(), now);
    facts.reading = NothingNew{};
    facts.poll(new_url, refusal(410), now + 1h);

    EXPECT_EQ(facts.next(now + 2h), old_url);
}

TEST(Move, leaves_the_old_address_alone_as_long_as_it_asks_A21_A23) {
    Facts facts;
    facts.poll(old_url, moved_document(), now);
    facts.reading = NothingNew{};
    CacheFields five_days;
    five_days.retry_after = "432000";
    facts.poll(old_url, refusal(403, five_days), now + 24h);

    EXPECT_EQ(facts.next(now + 24h + 4 * 24h), new_url);
    EXPECT_EQ(facts.next(now + 24h + 6 * 24h), old_url);
}

TEST(Move, is_over_when_the_old_address_answers_itself) {
    Facts facts;
    facts.poll(old_url, moved_document(), now);
    facts.poll(old_url, document(answer(200)), now + 24h);

    EXPECT_EQ(facts.next(now + 25h), old_url);
}

TEST(Move, survives_the_death_of_the_old_address) {
    Facts facts;
    facts.poll(old_url, moved_document(), now);
    for (auto const& fetched : {failure(FetchFailure::Kind::dns), refusal(410)}) {
        EXPECT_TRUE(schedule::only_old_address_failed(facts.state, old_url, fetched, NothingNew{}));
        facts.state.move = schedule::after_request(facts.state, facts.sub, old_url, fetched, NothingNew{}, nullptr, 1,
                                                   *facts.state.move.last_seen + 24h);
    }
    EXPECT_TRUE(schedule::is_adopted(facts.state.move));
    EXPECT_FALSE(schedule::only_old_address_failed(facts.state, new_url, refusal(404), NothingNew{}));
    EXPECT_FALSE(
        schedule::only_old_address_failed(facts.state, old_url, failure(FetchFailure::Kind::offline), NothingNew{}));
}

TEST(Move, inside_the_house_goes_through_the_redirect_every_time_C22) {
    Facts facts;
    facts.sub.fetch.edit().allow_private = true;
    facts.poll(old_url, moved_document(), now);
    EXPECT_EQ(facts.next(now + 1h), old_url);

    facts.poll(old_url, moved_document("https://feeds.example/other"), now);
    EXPECT_EQ(facts.next(now + 1h), "https://feeds.example/other") << "but on the same host";
}

}  // namespace
}  // namespace feedherald::tests
