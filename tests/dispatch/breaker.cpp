// SPDX-License-Identifier: MIT
// When an endpoint that fails is asked again.
#include "dispatch/breaker.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using feedherald::DeliveryId;
using feedherald::FeedId;
using feedherald::Instant;
using feedherald::dispatch::Breaker;

constexpr Instant start{std::chrono::hours{500000}};

TEST(Breaker, stays_closed_while_one_delivery_alone_fails) {
    Breaker breaker;
    for (int i = 0; i < 10; ++i) breaker.failed(DeliveryId{1}, FeedId{1}, start, 0.5);

    EXPECT_FALSE(breaker.is_probing());
    EXPECT_LE(breaker.open_until(start), start);
    EXPECT_FALSE(breaker.answered()) << "nothing else was held back by it";
}

TEST(Breaker, opens_when_two_deliveries_fail_in_a_row_and_closes_at_the_first_answer) {
    Breaker breaker;
    breaker.failed(DeliveryId{1}, FeedId{1}, start, 0.5);
    breaker.failed(DeliveryId{2}, FeedId{2}, start, 0.5);

    EXPECT_TRUE(breaker.is_probing());
    EXPECT_EQ(breaker.failed_feed(), FeedId{2});
    EXPECT_EQ(breaker.open_until(start), start + 2s);
    EXPECT_TRUE(breaker.answered());
    EXPECT_FALSE(breaker.is_probing());
    EXPECT_LE(breaker.open_until(start), start);
}

TEST(Breaker, doubles_its_wait_up_to_a_minute) {
    Breaker breaker;
    breaker.failed(DeliveryId{1}, FeedId{1}, start, 0.5);
    auto now = start;
    for (auto const wait : {2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        breaker.failed(DeliveryId{2}, FeedId{2}, now, 0.5);
        EXPECT_EQ(breaker.open_until(now), now + wait);
        now += wait;
    }
}

TEST(Breaker, waits_as_long_as_it_was_asked_to_whatever_succeeds_meanwhile) {
    Breaker breaker;
    breaker.asked_to_wait(start + 1h);
    breaker.asked_to_wait(start + 1min);
    breaker.answered();
    breaker.forget();

    EXPECT_EQ(breaker.open_until(start), start + 1h);
    EXPECT_TRUE(breaker.is_asked_to_wait(start + 59min));
    EXPECT_FALSE(breaker.is_asked_to_wait(start + 1h));
}

TEST(Breaker, does_not_wait_for_years_when_the_clock_was_set_back) {
    Breaker breaker;
    breaker.asked_to_wait(start + 1h);

    EXPECT_LE(breaker.open_until(start - 240h), start - 240h);
    EXPECT_FALSE(breaker.is_asked_to_wait(start - 240h));
}

}  // namespace
