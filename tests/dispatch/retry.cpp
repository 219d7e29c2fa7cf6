// SPDX-License-Identifier: MIT
// The waits between attempts at a delivery, and the end of trying.
#include "dispatch/retry.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using feedherald::Instant;
using feedherald::dispatch::Failed;
using feedherald::dispatch::next_attempt;
using feedherald::dispatch::retry_wait;

constexpr Instant start{std::chrono::hours{500000}};

TEST(RetryWait, begins_at_two_seconds_and_doubles) {
    EXPECT_EQ(retry_wait(1, 0.5), 2s);
    EXPECT_EQ(retry_wait(2, 0.5), 4s);
    EXPECT_EQ(retry_wait(3, 0.5), 8s);
    EXPECT_EQ(retry_wait(10, 0.5), 1024s);
    EXPECT_EQ(retry_wait(11, 0.5), 2048s);
}

TEST(RetryWait, varies_by_half_in_both_directions) {
    EXPECT_EQ(retry_wait(1, 0.0), 1s);
    EXPECT_LT(retry_wait(1, 0.999), 3s);
    EXPECT_GT(retry_wait(1, 0.999), 2990ms);
    EXPECT_EQ(retry_wait(4, 0.0), 8s);
}

TEST(RetryWait, is_never_over_an_hour) {
    for (int attempts = 1; attempts < 200; ++attempts)
        for (double const jitter : {0.0, 0.5, 0.999}) {
            EXPECT_LE(retry_wait(attempts, jitter), 1h) << attempts;
            EXPECT_GE(retry_wait(attempts, jitter), 1s) << attempts;
        }
    EXPECT_EQ(retry_wait(12, 0.5), 1h);
    EXPECT_EQ(retry_wait(14, 0.0), 1h);
    EXPECT_EQ(retry_wait(std::numeric_limits<int>::max(), 0.5), 1h);
}

TEST(RetryWait, takes_a_count_below_one_as_the_first_attempt) {
    EXPECT_EQ(retry_wait(0, 0.5), 2s);
    EXPECT_EQ(retry_wait(-3, 0.5), 2s);
}

TEST(NextAttempt, follows_the_wait) {
    EXPECT_EQ(next_attempt({start, 3, std::nullopt, 72h}, start + 10s, 0.5), start + 18s);
}

TEST(NextAttempt, lets_a_longer_retry_after_win) {
    EXPECT_EQ(next_attempt({start, 1, 120s, 72h}, start, 0.5), start + 120s);
    EXPECT_EQ(next_attempt({start, 1, 1s, 72h}, start, 0.5), start + 2s);
    EXPECT_EQ(next_attempt({start, 1, 48h, 72h}, start, 0.5), start + 48h);
}

TEST(NextAttempt, does_not_wait_for_ever_because_a_receiver_says_so) {
    EXPECT_EQ(next_attempt({start, 1, std::chrono::milliseconds::max(), 72h}, start, 0.5), start + 168h);
}

TEST(NextAttempt, is_made_once_more_at_the_end_of_retry_for_and_then_never) {
    EXPECT_EQ(next_attempt({start, 30, std::nullopt, 72h}, start + 71h + 30min, 0.5), start + 72h);
    EXPECT_EQ(next_attempt({start, 31, std::nullopt, 72h}, start + 72h, 0.5), std::nullopt);
    EXPECT_EQ(next_attempt({start, 1, 10s, 0s}, start, 0.5), std::nullopt);
}

TEST(NextAttempt, waits_as_asked_even_past_the_end) {
    EXPECT_EQ(next_attempt({start, 30, 2h, 72h}, start + 71h, 0.5), start + 73h);
}

// Three days of a dead receiver: bounded in number, never slower than hourly, given up at the end.
TEST(NextAttempt, tries_a_dead_receiver_about_hourly_for_three_days) {
    int attempts = 0;
    Instant now = start;
    for (;;) {
        ++attempts;
        auto const next = next_attempt({start, attempts, std::nullopt, 72h}, now, 0.5);
        if (!next) break;
        ASSERT_LE(*next - now, 1h);
        now = *next;
    }
    EXPECT_EQ(now, start + 72h);
    EXPECT_GT(attempts, 72);
    EXPECT_LT(attempts, 90);
}

}  // namespace
