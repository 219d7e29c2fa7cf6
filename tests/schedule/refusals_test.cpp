// SPDX-License-Identifier: MIT
// 429 and 503: how long they hold, and for whom.
#include "schedule/facts.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

CacheFields retry_after(std::string const& value, std::string const& cache_control = "") {
    CacheFields fields;
    fields.retry_after = value;
    fields.cache_control = cache_control;
    return fields;
}

/** Those answers one after the other, each when the one before let it come; the wait that the last one makes. */
Duration wait_after_all(std::vector<Fetched> const& answers, std::string const& url = "http://192.168.1.2/rss") {
    auto state = healthy();
    Duration wait{};
    auto at = now;
    for (auto const& fetched : answers) {
        auto const refusals = schedule::refusals_in_a_row(state, fetched);
        state = schedule::after_poll(state, fetched, NothingNew{}, nullptr, at);
        auto const due = schedule::next_due(at, subscription(url), state, fetched, NothingNew{}, 0.9, refusals);
        wait = due.at - at;
        at = due.at;
        state.next_poll = due.at;
    }
    return wait;
}

TEST(NextDue, a_server_that_has_too_much_gets_an_hour_and_twice_as_long_each_time_A22) {
    std::vector<Fetched> answers;
    for (auto const wait : {1h, 2h, 4h, 8h, 16h, 24h, 24h}) {
        answers.push_back(refusal(answers.size() % 2 == 0 ? 429 : 503));
        EXPECT_EQ(wait_after_all(answers), wait);
        auto const jittered = wait_after_all(answers, "https://feeds.example/rss");
        EXPECT_GE(jittered, wait);
        EXPECT_LE(jittered, wait + Duration(wait) / 5) << "what is added does not count as a refusal";
    }
    answers.push_back(NotModified{answer(304)});
    answers.push_back(refusal(429));
    EXPECT_EQ(wait_after_all(answers), 1h) << "an answer begins anew";
}

TEST(RefusalsInARow, are_not_the_failures_before_them_A22) {
    auto before = healthy();
    EXPECT_EQ(schedule::refusals_in_a_row(before, refusal(429)), 1);
    EXPECT_EQ(schedule::refusals_in_a_row(before, refusal(500)), 0);
    EXPECT_EQ(schedule::refusals_in_a_row(before, failure(FetchFailure::Kind::dns)), 0);
    before.failures = 4;
    before.last_status = 500;
    EXPECT_EQ(schedule::refusals_in_a_row(before, refusal(429)), 1);
    before.failures = 5;
    before.last_status = 429;
    before.next_poll = *before.last_polled + 1h + 6min;
    EXPECT_EQ(schedule::refusals_in_a_row(before, refusal(429)), 2);
    before.failures = 1;
    before.next_poll = *before.last_polled + std::chrono::days{7};
    EXPECT_EQ(schedule::refusals_in_a_row(before, refusal(429)), 2) << "a long Retry-After is one refusal";
}

TEST(HostAnswer, one_refusal_speaks_for_the_whole_host_A24) {
    auto const quiet = [](Fetched const& fetched) { return schedule::host_answer(fetched, now).quiet_until; };
    EXPECT_EQ(quiet(refusal(429, retry_after("120"))), now + 120s);
    EXPECT_EQ(quiet(refusal(503, retry_after("120"))), now + 120s);
    EXPECT_EQ(quiet(refusal(429, retry_after("60", "max-age=172800"))), now + 48h) << "A-18";
    EXPECT_EQ(quiet(refusal(404, retry_after("120"))), std::nullopt);
    EXPECT_EQ(quiet(NotModified{answer(304)}), std::nullopt);
}

TEST(HostAnswer, tells_who_answered_who_refused_and_who_named_its_wait) {
    auto const nobody = schedule::host_answer(failure(FetchFailure::Kind::dns), now);
    EXPECT_FALSE(nobody.is_there);
    auto const fine = schedule::host_answer(refusal(404), now);
    EXPECT_TRUE(fine.is_there);
    EXPECT_FALSE(fine.refuses);
    auto const named = schedule::host_answer(refusal(503, retry_after("120")), now);
    EXPECT_TRUE(named.refuses);
    EXPECT_TRUE(named.is_named);
    EXPECT_FALSE(named.is_open_ended);
    auto const open = schedule::host_answer(refusal(429), now);
    EXPECT_TRUE(open.is_open_ended);
    EXPECT_FALSE(open.is_named);
    EXPECT_EQ(open.quiet_until, std::nullopt);
}

}  // namespace
}  // namespace feedherald::tests
