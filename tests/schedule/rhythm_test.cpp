// SPDX-License-Identifier: MIT
#include "schedule/rhythm.hpp"

#include "schedule/facts.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using testing::HasSubstr;

constexpr auto day = Duration{24h};

/** As FeedState holds them: newest first. */
std::vector<Instant> newest_first(std::vector<Instant> published) {
    std::sort(published.begin(), published.end(), std::greater<>{});
    if (published.size() > 64) published.resize(64);
    return published;
}

/** At seven in the evening or some minutes later, each of the `days` before `until`. */
std::vector<Instant> daily(int days, Instant until) {
    std::vector<Instant> published;
    for (int i = 0; i < days; ++i)
        published.push_back(std::chrono::floor<std::chrono::days>(until) - i * day - 5h + (i * 7 % 20) * 1min);
    return newest_first(std::move(published));
}

/** Once a day on the average, as chance has it. */
std::vector<Instant> by_chance(Instant until) {
    std::vector<Instant> published{until - 2h};
    std::uint32_t random = 12345;
    for (int i = 0; i < 63; ++i) {
        random = random * 1664525 + 1013904223;
        double const share = ((random >> 8) + 1) / 16777217.0;
        published.push_back(published.back() - Duration(static_cast<std::int64_t>(-std::log(share) * 86'400'000)));
    }
    return published;
}

TEST(Rhythm, half_the_median_gap_within_bounds_A19b) {
    PollPolicy const policy;
    EXPECT_EQ(schedule::learned_interval({}, policy, now), 1h);
    EXPECT_EQ(schedule::learned_interval({now - 1h, now - 9h, now - 17h}, policy, now), 4h);
    EXPECT_EQ(schedule::learned_interval({now - 1min, now - 2min, now - 3min}, policy, now), 1h);
    EXPECT_EQ(schedule::learned_interval({now - 24h, now - 240h, now - 480h}, policy, now), 24h);
}

TEST(Rhythm, a_silent_feed_is_asked_less_A19b) {
    PollPolicy const policy;
    auto const silent_for = [&](std::chrono::days days) {
        return schedule::learned_interval({now - days, now - days - 1h, now - days - 2h}, policy, now);
    };
    EXPECT_EQ(silent_for(std::chrono::days{6}), 1h);
    EXPECT_EQ(silent_for(std::chrono::days{8}), 6h);
    EXPECT_EQ(silent_for(std::chrono::days{15}), 12h);
    EXPECT_EQ(silent_for(std::chrono::days{31}), 24h);
}

TEST(Rhythm, posts_of_one_session_are_no_rhythm) {
    PollPolicy const policy;
    std::vector<Instant> bursts;
    for (int i = 0; i < 10; ++i)
        for (int post = 0; post < 5; ++post) bursts.push_back(now - i * 16h - post * 3min);
    EXPECT_NEAR(static_cast<double>((schedule::learned_interval(bursts, policy, now)).count()), 8 * 3'600'000.0,
                1000.0);
}

/** The bar of the whole matter, on one feed: the delay of its posts against a fixed interval at the same price. */
TEST(Rhythm, a_daily_feed_waits_less_than_half_as_long_as_at_a_fixed_interval) {
    auto sub = subscription();
    auto state = healthy();
    auto const end = now + std::chrono::days{60};
    auto const posts = daily(59, end);  // the newest come later than `now`
    std::vector<Duration> delays;
    int requests = 0;
    Instant last = now;
    state.published = daily(30, now);
    for (Instant at = now; at < end; ++requests) {
        at = schedule::next_due(at, sub, state, NotModified{answer(304)}, NothingNew{}, requests % 10 / 10.0).at;
        for (auto const post : posts) {
            if (post <= last || post > at) continue;
            delays.push_back(at - post);
            state.published.insert(state.published.begin(), post);
        }
        last = at;
    }
    std::sort(delays.begin(), delays.end());
    auto const fixed = (end - now) / requests / 2;

    ASSERT_GT(delays.size(), 50U);
    EXPECT_LE(delays[delays.size() / 2], fixed / 2);
    EXPECT_LE(requests, 60 * 3);
}

TEST(Rhythm, a_feed_without_one_is_asked_at_even_distances) {
    auto const published = by_chance(now);
    auto const placed = schedule::place_next(published, PollPolicy{}, 1h, now);
    EXPECT_EQ(placed.wait, schedule::learned_interval(published, PollPolicy{}, now));
    EXPECT_FALSE(placed.is_habitual);
    EXPECT_THAT(placed.why, HasSubstr("no habitual hours"));
}

TEST(Rhythm, keeps_within_what_is_asked_and_allowed) {
    PollPolicy policy;
    policy.min_interval = 2h;
    policy.max_interval = 8h;
    for (auto const& published : {daily(40, now), by_chance(now)})
        for (int hour = 0; hour < 48; ++hour) {
            auto const placed = schedule::place_next(published, policy, 0h, now + hour * 1h);
            ASSERT_GE(placed.wait, 2h);
            ASSERT_LE(placed.wait, 8h);
            ASSERT_GE(schedule::place_next(published, policy, 5h, now + hour * 1h).wait, 5h);
        }
}

TEST(Rhythm, says_what_it_goes_by) {
    EXPECT_THAT(schedule::place_next(daily(40, now), PollPolicy{}, 1h, now).why, HasSubstr("hours of the day"));
    std::vector<Instant> weekly;
    for (int i = 0; i < 30; ++i) weekly.push_back(now - i * 7 * day - 2h);
    EXPECT_THAT(schedule::place_next(weekly, PollPolicy{}, 1h, now).why, HasSubstr("week"));
    EXPECT_THAT(schedule::place_next({}, PollPolicy{}, 1h, now).why, HasSubstr("too little is known"));
}

TEST(Rhythm, dates_without_a_time_of_day_say_nothing_of_hours) {
    std::vector<Instant> dates;
    for (int i = 0; i < 40; ++i) dates.push_back(std::chrono::floor<std::chrono::days>(now) - i * day);
    EXPECT_THAT(schedule::place_next(dates, PollPolicy{}, 1h, now).why, testing::Not(HasSubstr("hours of the")));
}

}  // namespace
}  // namespace feedherald::tests
