// SPDX-License-Identifier: MIT
#include "schedule/backoff.hpp"
#include "schedule/facts.hpp"
#include "schedule/hints.hpp"
#include "schedule/host.hpp"

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

CacheFields max_age(std::string const& seconds) {
    CacheFields fields;
    fields.cache_control = "max-age=" + seconds;
    return fields;
}

CacheFields retry_after(std::string const& value, std::string const& cache_control = "") {
    CacheFields fields;
    fields.retry_after = value;
    fields.cache_control = cache_control;
    return fields;
}

Validators tag() {
    return {"", "\"b\"", ""};
}

TEST(NextDue, is_one_hour_for_a_feed_of_which_nothing_is_known_A14) {
    EXPECT_EQ(wait_after(document(answer(200, {}, tag()))), 1h);
}

TEST(NextDue, honours_freshness_over_the_interval_A17) {
    EXPECT_EQ(wait_after(document(answer(200, max_age("7200"), tag()))), 2h);
    EXPECT_EQ(wait_after(document(answer(200, max_age("600"), tag()))), 1h);
}

TEST(NextDue, caps_what_a_success_asks_for_at_two_days_A17) {
    EXPECT_EQ(wait_after(document(answer(200, max_age("504921600"), tag()))), 48h);
    EXPECT_EQ(
        due_after(document(answer(200, max_age("504921600"), tag())), subscription(), healthy(), NothingNew{}, 0.99).at,
        now + 48h);
}

TEST(NextDue, a_fixed_interval_is_lengthened_by_freshness_but_never_shortened) {
    auto sub = subscription();
    sub.poll.interval = 2h;
    EXPECT_EQ(wait_after(document(answer(200, max_age("600"), tag())), sub), 2h);
    EXPECT_EQ(wait_after(document(answer(200, max_age("21600"), tag())), sub), 6h);
    EXPECT_EQ(wait_after(document(answer(200, max_age("9999999"), tag())), sub), 48h);
}

TEST(NextDue, a_fixed_interval_beyond_the_cap_stays) {
    auto sub = subscription();
    sub.poll.interval = 96h;
    EXPECT_EQ(wait_after(document(answer(200, {}, tag())), sub), 96h);
}

TEST(NextDue, honours_freshness_on_304_and_keeps_what_304_does_not_repeat_A07_A18) {
    auto before = healthy();
    before.cache = max_age("10800");
    EXPECT_EQ(wait_after(NotModified{answer(304)}, subscription(), before), 3h);
    EXPECT_EQ(wait_after(NotModified{answer(304, max_age("7200"))}, subscription(), before), 2h);
}

TEST(NextDue, jitter_only_adds_A37) {
    auto const fetched = document(answer(200, {}, tag()));
    EXPECT_EQ(due_after(fetched, subscription(), healthy(), NothingNew{}, 0).at, now + 1h);
    EXPECT_EQ(due_after(fetched, subscription(), healthy(), NothingNew{}, 0.5).at, now + 1h + 3min);
    EXPECT_LT(due_after(fetched, subscription(), healthy(), NothingNew{}, 0.999).at, now + 1h + 6min);
}

TEST(NextDue, avoids_the_first_minute_of_an_hour_A37) {
    auto sub = subscription();
    sub.poll.interval = 30min;
    EXPECT_EQ(wait_after(document(answer(200, {}, tag())), sub), 31min) << "not at nine sharp";
}

TEST(NextDue, is_never_early_and_at_most_a_tenth_late_A37) {
    auto const fetched = document(answer(200, max_age("10800"), tag()));
    for (int i = 0; i < 1000; ++i) {
        auto const wait = due_after(fetched, subscription(), healthy(), NothingNew{}, i / 1000.0).at - now;
        ASSERT_GE(wait, 3h);
        ASSERT_LE(wait, 3h + 18min + 2min);
    }
}

TEST(NextDue, a_feed_that_outran_us_is_asked_sooner) {
    auto before = healthy();
    for (int i = 0; i < 12; ++i) before.published.push_back(now - 1h - i * 17h);
    auto const usual = wait_after(NotModified{answer(304)}, subscription(), before);
    before.last_gap = now - std::chrono::days{2};
    before.wait_before_gap = 6h;
    EXPECT_GT(usual, 3h);
    EXPECT_LE(wait_after(NotModified{answer(304)}, subscription(), before), 3h);
    before.last_gap = now - std::chrono::days{40};
    EXPECT_EQ(wait_after(NotModified{answer(304)}, subscription(), before), usual) << "a month later all is as it was";
}

TEST(NextDue, tells_when_the_cap_bites_A17) {
    auto const due = due_after(document(answer(200, max_age("504921600"), tag())));
    EXPECT_TRUE(due.is_capped);
    EXPECT_EQ(due.reason, "the server says that its answer is good for so long, but never longer than 2 days");
    EXPECT_FALSE(due_after(document(answer(200, max_age("7200"), tag()))).is_capped);
}

TEST(NextDue, what_is_our_own_is_polled_to_the_minute) {
    for (auto const* url : {"file:///srv/feed.xml", "http://127.0.0.1:8080/rss", "http://localhost/rss",
                            "https://[::1]/rss", "http://192.168.1.4/rss"}) {
        SCOPED_TRACE(url);
        auto sub = subscription(url);
        sub.poll.interval = 1min;
        EXPECT_EQ(due_after(document(answer(200)), sub, FeedState{}, NothingNew{}, 0.9).at, now + 1min);
    }
}

TEST(NextDue, asks_less_often_where_no_validator_makes_it_cheap_A19c) {
    FeedState bare;
    EXPECT_EQ(wait_after(document(answer(200)), subscription(), bare), 6h);
    EXPECT_EQ(wait_after(document(answer(200, max_age("900"))), subscription(), bare), 1h) << "A-80";
    EXPECT_EQ(
        wait_after(document(answer(200, max_age("900")), std::string(4 * 1024 * 1024, 'x')), subscription(), bare),
        48h);
    auto sub = subscription();
    sub.poll.interval = 1h;
    EXPECT_EQ(wait_after(document(answer(200), std::string(4 * 1024 * 1024, 'x')), sub, bare), 1h)
        << "the user said so";
}

TEST(NextDue, honours_the_documents_own_hints_A19) {
    auto before = healthy();
    before.hints.ttl = 180min;
    EXPECT_EQ(wait_after(NotModified{answer(304)}, subscription(), before), 3h);
    before.hints.update_period = std::chrono::seconds{6h};
    EXPECT_EQ(wait_after(NotModified{answer(304)}, subscription(), before), 6h);
}

TEST(NextDue, three_failures_are_free_and_the_wait_doubles_from_the_4th_on_A25) {
    auto before = healthy();
    Duration const expected[]{1h, 1h, 1h, 2h, 4h, 8h, 16h, 24h, 24h};
    for (auto const& wait : expected) {
        auto const fetched = failure(FetchFailure::Kind::connect);
        auto const after = schedule::after_poll(before, fetched, NothingNew{}, nullptr, now);
        EXPECT_EQ(schedule::next_due(now, subscription(), after, fetched, NothingNew{}, 0).at - now, wait)
            << after.failures;
        before = after;
    }
}

TEST(NextDue, a_feed_that_failed_for_two_weeks_is_asked_every_three_days_A25) {
    auto before = healthy();
    before.failures = 40;
    before.failing_since = now - std::chrono::days{15};
    EXPECT_EQ(wait_after(refusal(404), subscription(), before), 72h);
}

TEST(NextDue, every_kind_of_failure_backs_off_alike_A25) {
    auto before = healthy();
    before.failures = 4;
    before.failing_since = now - 4h;
    for (int const status : {400, 401, 403, 404, 451, 500, 502})
        EXPECT_EQ(wait_after(refusal(status), subscription(), before), 4h) << status;
    for (auto const kind : {FetchFailure::Kind::dns, FetchFailure::Kind::connect, FetchFailure::Kind::tls,
                            FetchFailure::Kind::timeout, FetchFailure::Kind::challenge})
        EXPECT_EQ(wait_after(failure(kind), subscription(), before), 4h);
    EXPECT_EQ(
        wait_after(document(answer(200)), subscription(), before, ParseFailure{ParseFailure::Kind::html, "a page"}),
        4h);
}

TEST(NextDue, obeys_retry_after_on_every_refusal_A21) {
    for (int const status : {403, 404, 420, 429, 500, 503}) {
        auto const due = due_after(refusal(status, retry_after("18000")));
        EXPECT_EQ(due.at, now + 5h) << status;
        EXPECT_EQ(due.not_before, now + 5h) << status;
    }
}

TEST(NextDue, obeys_retry_after_on_a_304_A21) {
    auto const due = due_after(NotModified{answer(304, retry_after("18000"))});
    EXPECT_EQ(due.at, now + 5h);
    EXPECT_EQ(due.not_before, now + 5h);
    EXPECT_EQ(due_after(document(answer(200, retry_after("18000"), tag()))).not_before, std::nullopt);
}

TEST(NextDue, waits_for_a_rate_limit_that_the_answer_has_used_up_A32) {
    CacheFields fields;
    fields.rate_limit_remaining = "0";
    fields.rate_limit_reset = "7200";
    for (auto const* url : {"https://feeds.example/rss", "http://127.0.0.1/rss"}) {
        SCOPED_TRACE(url);
        EXPECT_EQ(wait_after(document(answer(200, fields, tag())), subscription(url)), 2h + 2s);
        EXPECT_EQ(wait_after(NotModified{answer(304, fields)}, subscription(url)), 2h + 2s);
        EXPECT_EQ(wait_after(refusal(429, fields), subscription(url)), 2h + 2s);
    }
    fields.rate_limit_remaining = "1";
    EXPECT_EQ(wait_after(document(answer(200, fields, tag()))), 1h);
}

TEST(NextDue, failures_too_are_asked_again_outside_skipped_hours_A19) {
    auto before = healthy();
    before.hints.skip_hours.set(9);
    EXPECT_EQ(wait_after(refusal(500), subscription(), before), 90min + 1min) << "ten o'clock";
    EXPECT_EQ(wait_after(failure(FetchFailure::Kind::offline), subscription(), before), 5min);
}

TEST(NextDue, obeys_retry_after_for_up_to_seven_days_A23) {
    EXPECT_EQ(wait_after(refusal(429, retry_after("432000"))), std::chrono::days{5});
    EXPECT_EQ(wait_after(refusal(429, retry_after("99999999"))), std::chrono::days{7});
}

TEST(NextDue, obeys_freshness_beside_a_shorter_retry_after_A18) {
    auto const due = due_after(refusal(429, retry_after("60", "max-age=172800")));
    EXPECT_EQ(due.at, now + 48h);
    EXPECT_EQ(due.not_before, now + 60s) << "only the explicit wait holds the user back";
}

TEST(NextDue, being_offline_is_not_the_feeds_fault_A29) {
    auto before = healthy();
    before.failures = 3;
    EXPECT_EQ(wait_after(failure(FetchFailure::Kind::offline), subscription(), before), 5min);
    auto const after =
        schedule::after_poll(healthy(), failure(FetchFailure::Kind::offline), NothingNew{}, nullptr, now);
    EXPECT_EQ(after.failures, 0);
    EXPECT_EQ(after.health, Health::ok);
}

TEST(NextDue, says_why) {
    EXPECT_EQ(due_after(document(answer(200, max_age("7200"), tag()))).why,
              "next poll in 2 hours: the server says that its answer is good for so long");
}

TEST(DueAt, is_now_for_a_feed_never_polled_and_the_stored_instant_else) {
    EXPECT_EQ(schedule::due_at(FeedState{}, PollPolicy{}, now), now);
    FeedState again;
    again.last_polled = now - 1h;
    EXPECT_EQ(schedule::due_at(again, PollPolicy{}, now), now);
    again.not_before = now + 5h;
    EXPECT_EQ(schedule::due_at(again, PollPolicy{}, now), now + 5h) << "a Retry-After outlives a removal";
    auto state = healthy();
    state.next_poll = now + 3h;
    EXPECT_EQ(schedule::due_at(state, PollPolicy{}, now), now + 3h);
    state.next_poll = now + std::chrono::days{7};
    EXPECT_EQ(schedule::due_at(state, PollPolicy{}, now), now + std::chrono::days{7});
}

TEST(DueAt, does_not_believe_what_a_wrong_clock_wrote) {
    auto state = healthy();
    state.next_poll = now + std::chrono::days{400};
    EXPECT_EQ(schedule::due_at(state, PollPolicy{}, now), now);
}

TEST(DueAt, believes_an_interval_of_weeks_that_the_user_has_named_A38) {
    auto state = healthy();
    state.next_poll = now + std::chrono::days{29};
    PollPolicy monthly;
    monthly.interval = std::chrono::days{30};
    EXPECT_EQ(schedule::due_at(state, monthly, now), now + std::chrono::days{29});
    state.last_polled = now + std::chrono::days{20};
    EXPECT_EQ(schedule::due_at(state, monthly, now), now) << "the last poll was not in the future";
}

TEST(PoliteHost, is_the_host_its_port_or_the_domain_of_many_names_A34) {
    EXPECT_EQ(schedule::polite_host("https://Feeds.Example/a?b"), "feeds.example");
    EXPECT_EQ(schedule::polite_host("https://feeds.example:8443/a"), "feeds.example:8443");
    EXPECT_EQ(schedule::polite_host("https://www.reddit.com/r/cpp/.rss"), "reddit.com");
    EXPECT_EQ(schedule::polite_host("https://old.reddit.com/r/rust/.rss"), "reddit.com");
    EXPECT_EQ(schedule::polite_host("https://someone.substack.com/feed"), "substack.com");
    EXPECT_EQ(schedule::polite_host("https://notreddit.com/feed"), "notreddit.com");
    for (auto const* own :
         {"file:///x", "http://127.0.0.1/", "http://localhost:1/", "http://a.localhost/", "http://10.1.2.3/",
          "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"})
        EXPECT_EQ(schedule::polite_host(own), "") << own;
}

TEST(Hints, ttl_counts_from_1_to_10080_minutes_A19) {
    PollHints hints;
    for (auto const& [minutes, counts] : {std::pair{0, false}, {-5, false}, {1, true}, {10080, true}, {10081, false}}) {
        hints.ttl = std::chrono::minutes{minutes};
        EXPECT_EQ(schedule::hinted_interval(hints).has_value(), counts) << minutes;
    }
}

TEST(Hints, wordpress_boilerplate_means_nothing_A19) {
    PollHints hints;
    hints.update_period = std::chrono::seconds{3600};
    hints.update_period_is_hourly_once = true;
    EXPECT_EQ(schedule::hinted_interval(hints), std::nullopt);
}

TEST(Hints, skipped_hours_and_days_are_passed_over_A19) {
    PollHints hints;
    auto const eight = now - 30min;
    hints.skip_hours.set(8).set(9);
    EXPECT_EQ(schedule::after_skipped(hints, eight + 10min), eight + 2h);
    EXPECT_EQ(schedule::after_skipped(hints, eight + 3h), eight + 3h);
    hints = {};
    hints.skip_days.set(0).set(1);  // Sunday and Monday
    EXPECT_EQ(schedule::after_skipped(hints, eight), eight + 40h);
    hints.skip_days.set();
    EXPECT_EQ(schedule::after_skipped(hints, eight), eight) << "all seven mean none";
    hints = {};
    hints.skip_hours.set();
    EXPECT_EQ(schedule::after_skipped(hints, eight), eight) << "all twenty-four mean none";
}

}  // namespace
}  // namespace feedherald::tests
