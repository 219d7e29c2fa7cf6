// SPDX-License-Identifier: MIT
#include "engine/rate_limit.hpp"

#include <gtest/gtest.h>

namespace feedherald::engine {
namespace {

using namespace std::chrono_literals;

constexpr Instant t0{1'000'000s};

TEST(RateLimit, frees_a_place_when_the_oldest_start_no_longer_counts) {
    RateLimit rate(config::Rate{2, 1min});
    rate.take(t0);
    EXPECT_LE(rate.free_at(t0), t0);
    rate.take(t0 + 10s);
    EXPECT_EQ(rate.free_at(t0 + 10s), t0 + 1min);
    rate.take(t0 + 1min);
    EXPECT_EQ(rate.free_at(t0 + 1min), t0 + 10s + 1min);
}

TEST(RateLimit, without_a_rate_never_stands_in_the_way) {
    RateLimit rate(std::nullopt);
    for (int i = 0; i < 1000; ++i) rate.take(t0);
    EXPECT_LE(rate.free_at(t0), t0);
}

TEST(RateLimit, does_not_wait_for_years_when_the_clock_is_set_back) {
    RateLimit rate(config::Rate{1, 1min});
    auto const wrong = t0 + std::chrono::years{10};
    rate.take(wrong);
    EXPECT_LE(rate.free_at(t0), t0);
    rate.take(t0);
    EXPECT_EQ(rate.free_at(t0), t0 + 1min);
}

}  // namespace
}  // namespace feedherald::engine
