// SPDX-License-Identifier: MIT
#include "engine/poll_queue.hpp"

#include <gtest/gtest.h>

namespace feedherald::engine {
namespace {

using namespace std::chrono_literals;

constexpr Instant t0{1'000'000s};
FeedId feed(int n) {
    return FeedId(n);
}

TEST(PollQueue, gives_the_feed_that_is_longest_overdue_first) {
    PollQueue queue(10, 5s);
    queue.put(feed(1), t0 - 1h, "one.example");
    queue.put(feed(2), t0 - 3h, "two.example");
    queue.put(feed(3), t0 - 2h, "three.example");

    EXPECT_EQ(queue.start(t0), feed(2));
    EXPECT_EQ(queue.start(t0), feed(3));
    EXPECT_EQ(queue.start(t0), feed(1));
    EXPECT_EQ(queue.start(t0), std::nullopt);
}

TEST(PollQueue, gives_nothing_before_it_is_due) {
    PollQueue queue(10, 5s);
    queue.put(feed(1), t0 + 1s, "one.example");

    EXPECT_EQ(queue.start(t0), std::nullopt);
    EXPECT_EQ(queue.next_start(), t0 + 1s);
    EXPECT_EQ(queue.start(t0 + 1s), feed(1));
}

TEST(PollQueue, never_has_more_in_flight_than_allowed) {
    PollQueue queue(2, 0s);
    for (int i = 1; i <= 3; ++i) queue.put(feed(i), t0, "");

    EXPECT_TRUE(queue.start(t0));
    EXPECT_TRUE(queue.start(t0));
    EXPECT_FALSE(queue.start(t0));
    EXPECT_EQ(queue.next_start(), std::nullopt);
    queue.done(feed(1));
    EXPECT_EQ(queue.start(t0), feed(3));
}

TEST(PollQueue, asks_one_host_one_thing_at_a_time_with_a_gap_between_starts_A33_A34) {
    PollQueue queue(10, 5s);
    queue.put(feed(1), t0, "busy.example");
    queue.put(feed(2), t0, "busy.example");

    EXPECT_EQ(queue.start(t0), feed(1));
    EXPECT_EQ(queue.start(t0 + 6s), std::nullopt) << "the first request is still under way";
    queue.done(feed(1));
    EXPECT_EQ(queue.start(t0 + 4s), std::nullopt) << "the gap counts from the last start";
    EXPECT_EQ(queue.next_start(), t0 + 5s);
    EXPECT_EQ(queue.start(t0 + 5s), feed(2));
}

TEST(PollQueue, one_busy_host_holds_no_other_back) {
    PollQueue queue(10, 5s);
    queue.put(feed(1), t0 - 2s, "busy.example");
    queue.put(feed(2), t0 - 1s, "busy.example");
    queue.put(feed(3), t0, "free.example");

    EXPECT_EQ(queue.start(t0), feed(1));
    EXPECT_EQ(queue.start(t0), feed(3));
}

TEST(PollQueue, private_hosts_have_neither_gap_nor_limit) {
    PollQueue queue(10, 5s);
    queue.put(feed(1), t0, "");
    queue.put(feed(2), t0, "");

    EXPECT_TRUE(queue.start(t0));
    EXPECT_TRUE(queue.start(t0));
}

TEST(PollQueue, a_feed_taken_out_while_its_host_is_busy_does_not_come_back) {
    PollQueue queue(10, 5s);
    queue.put(feed(1), t0, "busy.example");
    queue.put(feed(2), t0, "busy.example");
    ASSERT_TRUE(queue.start(t0));
    ASSERT_FALSE(queue.start(t0));

    queue.erase(feed(2));
    queue.done(feed(1));

    EXPECT_EQ(queue.start(t0 + 1h), std::nullopt);
    EXPECT_TRUE(queue.empty());
}

TEST(PollQueue, putting_again_moves_the_feed_in_time) {
    PollQueue queue(10, 0s);
    queue.put(feed(1), t0, "one.example");
    queue.put(feed(1), t0 + 1h, "one.example");

    EXPECT_EQ(queue.start(t0), std::nullopt);
    EXPECT_EQ(queue.start(t0 + 1h), feed(1));
    EXPECT_EQ(queue.start(t0 + 1h), std::nullopt);
}

TEST(PollQueue, a_host_serves_all_its_feeds_in_turn) {
    PollQueue queue(10, 5s);
    for (int i = 1; i <= 20; ++i) queue.put(feed(i), t0 - std::chrono::seconds(i), "busy.example");

    Instant now = t0;
    for (int i = 20; i >= 1; --i) {
        ASSERT_EQ(queue.start(now), feed(i));
        ASSERT_EQ(queue.start(now), std::nullopt);
        queue.done(feed(i));
        now += 5s;
    }
    EXPECT_TRUE(queue.empty());
}

TEST(PollQueue, a_gap_does_not_last_for_years_when_the_clock_is_set_back) {
    PollQueue queue(10, 5s);
    auto const wrong = t0 + std::chrono::years{10};
    queue.put(feed(1), t0, "one.example");
    queue.put(feed(2), t0, "one.example");
    ASSERT_EQ(queue.start(wrong), feed(1));
    queue.done(feed(1));
    ASSERT_EQ(queue.start(t0), std::nullopt);

    queue.shorten_gaps(t0);

    EXPECT_EQ(queue.next_start(), t0 + 5s);
    EXPECT_EQ(queue.start(t0 + 5s), feed(2));
}

}  // namespace
}  // namespace feedherald::engine
