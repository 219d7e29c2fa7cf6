// SPDX-License-Identifier: MIT
// A feed that has been silent far beyond its rhythm is reported once, quietly, where the user asks for it.
#include "dispatch/silence.hpp"

#include "dispatch/feed_alerts.hpp"

#include <gtest/gtest.h>

namespace feedherald::dispatch {
namespace {

using namespace std::chrono_literals;

constexpr Instant today{std::chrono::hours{500000}};

/** A post a day up to today. */
FeedState daily(std::size_t posts = 20) {
    FeedState state;
    state.health = Health::ok;
    state.title = "The Blog";
    state.first_polled = today - 200h;
    for (std::size_t n = 0; n < posts; ++n) state.published.push_back(today - 24h * static_cast<int>(n));
    return state;
}

Subscription asking() {
    Subscription one;
    one.id = FeedId{3};
    one.url = "https://blog.example/feed";
    one.alerts.edit().to = {SinkName{"desktop"}};
    one.alerts.edit().silence = true;
    return one;
}

TEST(Silence, is_unusual_after_ten_times_the_usual_gap) {
    EXPECT_FALSE(unusual_silence(daily(), today + 240h - 1s));
    auto const silence = unusual_silence(daily(), today + 240h);
    ASSERT_TRUE(silence);
    EXPECT_EQ(silence->lasting, 240h);
    EXPECT_EQ(silence->usual, 24h);
}

TEST(Silence, is_not_unusual_for_a_feed_that_has_been_silent_for_as_long_before) {
    auto state = daily();
    for (auto published = state.published.begin() + 10; published != state.published.end(); ++published)
        *published -= 1000h;

    EXPECT_FALSE(unusual_silence(state, today + 2000h));
    EXPECT_TRUE(unusual_silence(state, today + 2048h));
}

TEST(Silence, of_a_lively_feed_takes_three_days_at_least) {
    auto state = daily(0);
    for (int n = 0; n < 64; ++n) state.published.push_back(today - n * 5min);

    EXPECT_FALSE(unusual_silence(state, today + 71h));
    EXPECT_TRUE(unusual_silence(state, today + 72h));
}

TEST(Silence, is_unknown_where_little_is_known) {
    EXPECT_FALSE(unusual_silence(daily(8), today + 24000h));
    EXPECT_FALSE(unusual_silence(FeedState{}, today));
}

TEST(Silence, before_the_first_poll_or_with_undated_posts_since_does_not_count) {
    auto added_late = daily();
    added_late.first_polled = today + 5000h;
    EXPECT_FALSE(unusual_silence(added_late, today + 5001h));
    auto undated = daily();
    undated.last_new = today + 5000h;
    EXPECT_FALSE(unusual_silence(undated, today + 5001h));
}

TEST(FeedAlerts, report_a_silence_once_and_quietly) {
    auto state = daily();

    auto owed = feed_alerts(state, state, asking(), today + 300h);
    ASSERT_EQ(owed.size(), 1U);
    EXPECT_EQ(owed[0].alert.kind, AlertKind::feed_silent);
    EXPECT_EQ(owed[0].alert.urgency, Urgency::low);
    EXPECT_EQ(owed[0].alert.reason, "nothing new for 12 days 12 hours; a post used to come every 1 day");
    EXPECT_TRUE(feed_alerts(state, state, asking(), today + 600h).empty());
}

TEST(FeedAlerts, report_the_next_silence_after_a_post_again) {
    auto state = daily();
    feed_alerts(state, state, asking(), today + 300h);
    state.published.insert(state.published.begin(), today + 301h);
    EXPECT_TRUE(feed_alerts(state, state, asking(), today + 301h).empty());

    EXPECT_EQ(feed_alerts(state, state, asking(), today + 301h + 1000h).size(), 1U);
}

TEST(FeedAlerts, report_no_silence_unless_asked_nor_of_a_feed_that_fails) {
    auto state = daily();
    auto indifferent = asking();
    indifferent.alerts.edit().silence = false;
    EXPECT_TRUE(feed_alerts(state, state, indifferent, today + 3000h).empty());

    state.health = Health::failing;
    state.failing_since = today + 2999h;
    EXPECT_TRUE(feed_alerts(state, state, asking(), today + 3000h).empty());
}

}  // namespace
}  // namespace feedherald::dispatch
