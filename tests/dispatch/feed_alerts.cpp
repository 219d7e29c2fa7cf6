// SPDX-License-Identifier: MIT
// One alert when a feed fails for long, one when it is back, one when it has gone; never two.
#include "dispatch/feed_alerts.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using feedherald::AlertKind;
using feedherald::FeedId;
using feedherald::FeedState;
using feedherald::Health;
using feedherald::Instant;
using feedherald::SinkName;
using feedherald::Subscription;
using feedherald::dispatch::feed_alerts;

constexpr Instant start{std::chrono::hours{500000}};

Subscription subscription() {
    Subscription one;
    one.id = FeedId{3};
    one.url = "https://blog.example/feed";
    one.alerts.edit().to = {SinkName{"desktop"}, SinkName{"hook"}};
    one.alerts.edit().urgency = feedherald::Urgency::low;
    return one;
}

FeedState ok() {
    FeedState state;
    state.title = "The Blog";
    state.home_page_url = "https://blog.example/";
    state.health = Health::ok;
    return state;
}

FeedState failing(Instant since, bool reported = false) {
    auto state = ok();
    state.health = Health::failing;
    state.failing_since = since;
    state.failing_reported = reported;
    state.last_error = "connection refused";
    return state;
}

FeedState gone() {
    auto state = ok();
    state.health = Health::gone;
    state.last_error = "410 Gone";
    return state;
}

//
TEST(FeedAlerts, report_a_failure_once_when_it_has_lasted) {
    auto before = failing(start);
    auto after = failing(start);
    EXPECT_TRUE(feed_alerts(before, after, subscription(), start + 72h - 1s).empty());
    EXPECT_FALSE(after.failing_reported);

    auto const owed = feed_alerts(before, after, subscription(), start + 72h);

    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].to, subscription().alerts->to);
    auto const& alert = owed[0].alert;
    EXPECT_EQ(alert.kind, AlertKind::feed_failing);
    EXPECT_EQ(alert.time, start + 72h);
    EXPECT_EQ(alert.feed, FeedId{3});
    EXPECT_EQ(alert.feed_url, "https://blog.example/feed");
    EXPECT_EQ(alert.feed_title, "The Blog");
    EXPECT_EQ(alert.feed_home_page_url, "https://blog.example/");
    EXPECT_EQ(alert.urgency, feedherald::Urgency::low);
    EXPECT_EQ(alert.reason, "no success for 3 days: connection refused");
    EXPECT_TRUE(after.failing_reported);

    before = after;
    EXPECT_TRUE(feed_alerts(before, after, subscription(), start + 200h).empty());
}

TEST(FeedAlerts, never_report_a_failure_when_failing_after_is_empty) {
    auto quiet = subscription();
    quiet.alerts.edit().failing_after.reset();
    auto after = failing(start);

    EXPECT_TRUE(feed_alerts(failing(start), after, quiet, start + 9000h).empty());
    EXPECT_FALSE(after.failing_reported);
}

TEST(FeedAlerts, report_a_recovery_only_of_a_reported_failure) {
    auto after = ok();
    EXPECT_TRUE(feed_alerts(failing(start, false), after, subscription(), start + 80h).empty());

    after = ok();
    after.failing_reported = true;
    auto const owed = feed_alerts(failing(start, true), after, subscription(), start + 96h);

    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].alert.kind, AlertKind::feed_recovered);
    EXPECT_EQ(owed[0].alert.reason, "it answers again, after 4 days");
    EXPECT_FALSE(after.failing_reported);

    auto next = after;
    EXPECT_TRUE(feed_alerts(after, next, subscription(), start + 97h).empty());
}

//
TEST(FeedAlerts, report_a_feed_that_has_gone_once_whatever_failing_after_says) {
    auto quiet = subscription();
    quiet.alerts.edit().failing_after.reset();
    auto after = gone();

    auto const owed = feed_alerts(ok(), after, quiet, start);

    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].alert.kind, AlertKind::feed_gone);
    EXPECT_NE(owed[0].alert.reason.find("410 Gone"), std::string::npos);
    auto again = gone();
    EXPECT_TRUE(feed_alerts(after, again, quiet, start + 1h).empty());
}

TEST(FeedAlerts, do_not_add_a_failure_to_a_feed_that_has_gone) {
    auto after = gone();
    after.failing_since = start;

    auto const owed = feed_alerts(failing(start), after, subscription(), start + 100h);

    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].alert.kind, AlertKind::feed_gone);
}

TEST(FeedAlerts, report_a_gone_feed_that_is_back) {
    auto after = ok();

    auto const owed = feed_alerts(gone(), after, subscription(), start);

    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].alert.kind, AlertKind::feed_recovered);
}

TEST(FeedAlerts, start_the_count_anew_after_a_recovery) {
    auto after = ok();
    after.failing_reported = true;
    feed_alerts(failing(start, true), after, subscription(), start + 80h);
    auto failed_again = failing(start + 81h, after.failing_reported);

    EXPECT_TRUE(feed_alerts(after, failed_again, subscription(), start + 90h).empty());
    EXPECT_EQ(feed_alerts(failed_again, failed_again, subscription(), start + 81h + 72h).size(), 1u);
}

TEST(FeedAlerts, go_nowhere_without_a_sink) {
    auto nowhere = subscription();
    nowhere.alerts.edit().to.clear();
    auto after = gone();

    EXPECT_TRUE(feed_alerts(ok(), after, nowhere, start).empty());
}

}  // namespace
