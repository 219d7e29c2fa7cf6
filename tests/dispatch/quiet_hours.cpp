// SPDX-License-Identifier: MIT
// Quiet hours in local time: spans over midnight, borders, and nights in which clocks change.
#include "dispatch/quiet_hours.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using feedherald::Instant;
using feedherald::QuietHours;
using feedherald::dispatch::quiet_until;

constexpr QuietHours night{22 * 60, 7 * 60};
constexpr QuietHours lunch{12 * 60, 13 * 60 + 30};

Instant at(int year, unsigned month, unsigned day, int hour, int minute = 0) {
    using namespace std::chrono;
    return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} + hours{hour} +
           minutes{minute};
}

std::chrono::seconds utc(Instant) {
    return 0s;
}
std::chrono::seconds india(Instant) {
    return 5h + 30min;
}
std::chrono::seconds newfoundland(Instant) {
    return -(3h + 30min);
}
/** Central Europe around both changes of 2026: 29 March 01:00 UTC and 25 October 01:00 UTC. */
std::chrono::seconds berlin(Instant instant) {
    return instant >= at(2026, 3, 29, 1) && instant < at(2026, 10, 25, 1) ? 2h : 1h;
}

TEST(QuietUntil, is_empty_outside_and_the_end_inside) {
    EXPECT_EQ(quiet_until(lunch, at(2026, 5, 1, 11, 59), utc), std::nullopt);
    EXPECT_EQ(quiet_until(lunch, at(2026, 5, 1, 12), utc), at(2026, 5, 1, 13, 30));
    EXPECT_EQ(quiet_until(lunch, at(2026, 5, 1, 13, 29), utc), at(2026, 5, 1, 13, 30));
    EXPECT_EQ(quiet_until(lunch, at(2026, 5, 1, 13, 30), utc), std::nullopt);
}

TEST(QuietUntil, spans_midnight) {
    EXPECT_EQ(quiet_until(night, at(2026, 5, 1, 21, 59), utc), std::nullopt);
    EXPECT_EQ(quiet_until(night, at(2026, 5, 1, 22), utc), at(2026, 5, 2, 7));
    EXPECT_EQ(quiet_until(night, at(2026, 5, 2, 0), utc), at(2026, 5, 2, 7));
    EXPECT_EQ(quiet_until(night, at(2026, 5, 2, 6, 59), utc), at(2026, 5, 2, 7));
    EXPECT_EQ(quiet_until(night, at(2026, 5, 2, 7), utc), std::nullopt);
}

TEST(QuietUntil, means_local_time) {
    EXPECT_EQ(quiet_until(night, at(2026, 5, 1, 16, 29), india), std::nullopt);
    EXPECT_EQ(quiet_until(night, at(2026, 5, 1, 16, 30), india), at(2026, 5, 2, 1, 30));
    EXPECT_EQ(quiet_until(night, at(2026, 5, 2, 1, 30), newfoundland), at(2026, 5, 2, 10, 30));
    EXPECT_EQ(quiet_until(night, at(2026, 5, 2, 1, 29), newfoundland), std::nullopt);
}

TEST(QuietUntil, ends_at_the_wall_clocks_time_when_clocks_change_during_the_night) {
    EXPECT_EQ(quiet_until(night, at(2026, 3, 28, 22), berlin), at(2026, 3, 29, 5));
    EXPECT_EQ(quiet_until(night, at(2026, 10, 24, 21), berlin), at(2026, 10, 25, 6));
}

TEST(QuietUntil, of_an_empty_span_is_never) {
    EXPECT_EQ(quiet_until({600, 600}, at(2026, 5, 1, 10), utc), std::nullopt);
    EXPECT_EQ(quiet_until({600, 600}, at(2026, 5, 1, 11), utc), std::nullopt);
}

TEST(QuietUntil, works_before_the_epoch) {
    EXPECT_EQ(quiet_until(night, at(1969, 12, 31, 23), utc), at(1970, 1, 1, 7));
}

}  // namespace
