// SPDX-License-Identifier: MIT
#include "engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char url[] = "https://feeds.example/rss";

TEST(Daemon, first_poll_records_and_alerts_nothing_B36) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "one");
    feed.publish("2", "two");

    world.begin();
    world.run_for(1min);

    EXPECT_EQ(world.http.requests.size(), 1U);
    EXPECT_THAT(world.received["desktop"].titles(), IsEmpty());
    EXPECT_EQ(world.store.items_known(world.daemon->settings().feeds[0].id), 2U);
}

TEST(Daemon, backlog_alerts_the_newest_of_the_first_poll) {
    World world;
    auto& feed = world.publisher(url);
    for (int i = 1; i <= 5; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    world.settings.feeds[0].alerts.edit().backlog = 2;

    world.begin();
    world.run_for(1min);

    EXPECT_THAT(world.received["desktop"].titles(), ElementsAre("post 4", "post 5"));
}

TEST(Daemon, a_new_item_is_alerted_once_and_never_again) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    world.begin();
    world.run_for(1min);

    feed.publish("2", "new");
    world.run_for(72h);

    EXPECT_THAT(world.received["desktop"].titles(), ElementsAre("new"));
}

TEST(Daemon, asks_conditionally_with_what_the_server_gave_A04) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "one");
    world.begin();
    world.run_for(30h);

    ASSERT_GE(world.http.requests.size(), 2U);
    EXPECT_FALSE(world.http.requests[0].conditional);
    ASSERT_TRUE(world.http.requests[1].conditional);
    EXPECT_EQ(world.http.requests[1].conditional->etag, feed.etag());
}

TEST(Daemon, a_feed_that_fails_holds_no_other_back_and_is_asked_again) {
    World world;
    world.subscribe("https://down.example/rss");
    auto& good = world.publisher("https://good.example/rss");
    good.publish("1", "old");
    world.begin();
    world.run_for(1min);
    good.publish("2", "new");
    world.run_for(30h);

    EXPECT_THAT(world.received["desktop"].titles(), ElementsAre("new"));
    auto const down = [](auto const& request) { return request.uri.host == "down.example"; };
    EXPECT_GE(std::count_if(world.http.requests.begin(), world.http.requests.end(), down), 2);
}

TEST(Daemon, a_page_that_is_no_feed_alerts_nothing_and_keeps_the_validators_A27_B52) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    world.begin();
    world.run_for(1min);
    auto const as_feed = world.http.answers[url];
    world.http.answers[url] = [](auto const&) {
        return ok("<!DOCTYPE html><link rel=alternate type=application/rss+xml href=/other><body>Parked</body>");
    };
    world.run_for(30h);

    world.http.answers[url] = as_feed;
    feed.publish("2", "new");
    world.run_for(72h);

    for (auto const& request : world.http.requests) EXPECT_EQ(request.uri.text(), url);
    EXPECT_THAT(world.received["desktop"].titles(), ElementsAre("new"));
}

TEST(Daemon, what_was_owed_when_it_died_is_delivered_by_the_next_one) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    auto& desktop = world.received["desktop"];
    desktop.obstacle = "no notification server";
    desktop.cleared = std::make_unique<engine::Event>(world.io.get_executor());
    world.begin();
    world.run_for(1min);
    feed.publish("2", "new");
    world.run_for(30h);
    ASSERT_THAT(desktop.titles(), IsEmpty());
    world.end();

    desktop.obstacle.reset();
    world.begin();
    world.run_for(1min);

    EXPECT_THAT(desktop.titles(), ElementsAre("new"));
}

TEST(Daemon, waits_for_an_obstacle_to_go) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    auto& desktop = world.received["desktop"];
    desktop.obstacle = "no notification server";
    desktop.cleared = std::make_unique<engine::Event>(world.io.get_executor());
    world.begin();
    world.run_for(1min);
    feed.publish("2", "new");
    world.run_for(30h);
    ASSERT_THAT(desktop.titles(), IsEmpty());

    desktop.obstacle.reset();
    desktop.cleared->notify();
    world.run_for(1s);

    EXPECT_THAT(desktop.titles(), ElementsAre("new"));
}

TEST(Daemon, retries_with_the_same_id_until_the_receiver_accepts) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    auto& desktop = world.received["desktop"];
    world.begin();
    world.run_for(1min);

    int attempts = 0;
    desktop.answer = [&](auto const&) -> DeliveryOutcome {
        if (++attempts <= 3) return RetryLater{"503 Service Unavailable", std::nullopt};
        return Delivered{};
    };
    feed.publish("2", "new");
    world.run_for(48h);

    ASSERT_EQ(desktop.bundles.size(), 4U);
    for (auto const& bundle : desktop.bundles) EXPECT_EQ(bundle.front().uid, desktop.bundles.front().front().uid);
    EXPECT_EQ(desktop.bundles[3].front().attempts, 3);
}

TEST(Daemon, a_feeds_oldest_alert_is_delivered_before_its_next_ones) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    world.begin();
    world.run_for(1min);

    int attempts = 0;
    desktop.answer = [&](auto const&) -> DeliveryOutcome {
        if (++attempts <= 2) return RetryLater{"busy", std::nullopt};
        return Delivered{};
    };
    for (int i = 1; i <= 3; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    world.run_for(48h);

    EXPECT_THAT(desktop.titles(), ElementsAre("post 1", "post 1", "post 1", "post 2", "post 3"));
}

TEST(Daemon, gives_an_alert_up_after_retry_for_and_goes_on_with_the_next) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    auto& desktop = world.received["desktop"];
    world.begin();
    world.run_for(1min);
    desktop.answer = [](auto const& bundle) -> DeliveryOutcome {
        if (bundle.front().alert.item.title == "poison") return RetryLater{"500", std::nullopt};
        return Delivered{};
    };
    feed.publish("2", "poison");
    feed.publish("3", "fine");
    world.run_for(120h);

    EXPECT_EQ(desktop.titles().back(), "fine");
    auto const history = world.store.history(10, std::nullopt);
    bool failed = false;
    for (auto const& entry : history)
        failed |=
            entry.alert.item.title == "poison" && entry.deliveries.at(0).state == store::Settlement::State::failed;
    EXPECT_TRUE(failed);
}

TEST(Daemon, a_sink_that_is_gone_gets_nothing_until_its_configuration_changes) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    auto hook = World::sink("hook", "webhook");
    config::WebhookSettings webhook;
    webhook.url = Secret("https://hooks.example/one");
    hook.settings = webhook;
    world.settings.sinks.push_back(hook);
    world.settings.feeds[0].alerts.edit().to = {SinkName("hook")};
    auto& receiver = world.received["hook"];
    receiver.answer = [](auto const&) -> DeliveryOutcome { return Rejected{"410 Gone", true}; };
    world.begin();
    world.run_for(1min);
    feed.publish("2", "two");
    world.run_for(30h);
    feed.publish("3", "three");
    world.run_for(30h);
    ASSERT_THAT(receiver.titles(), ElementsAre("two"));

    receiver.answer = [](auto const&) { return Delivered{}; };
    webhook.url = Secret("https://hooks.example/two");
    world.settings.sinks.back().settings = webhook;
    boost::asio::co_spawn(world.io, world.daemon->reload(world.settings), [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
    });
    world.run_for(1min);

    EXPECT_THAT(receiver.titles(), ElementsAre("two", "three"));
}

TEST(Daemon, what_a_pause_held_back_arrives_as_one_message_even_after_a_restart) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    desktop.batching = {5, true};
    world.begin();
    world.run_for(1min);
    world.daemon->pause(world.clock.now() + 40h);
    for (int i = 1; i <= 3; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    world.run_for(30h);
    world.end();
    world.begin();
    world.run_for(1h);
    ASSERT_THAT(desktop.titles(), IsEmpty());

    world.run_for(10h);

    ASSERT_EQ(desktop.bundles.size(), 1U);
    EXPECT_THAT(desktop.titles(), ElementsAre("post 1", "post 2", "post 3"));
}

TEST(Daemon, a_storm_becomes_at_most_max_popups_and_one_messages) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    desktop.batching = {5, true};
    world.begin();
    world.run_for(1min);
    for (int i = 1; i <= 200; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    world.run_for(30h);

    EXPECT_LE(desktop.bundles.size(), 6U);
    EXPECT_EQ(desktop.titles().size(), 200U);
}

TEST(Daemon, a_feed_that_was_removed_and_comes_back_alerts_nothing_old) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "one");
    world.begin();
    world.run_for(1min);
    auto const with = world.settings;
    auto without = with;
    without.feeds.clear();
    auto const rethrow = [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
    };
    boost::asio::co_spawn(world.io, world.daemon->reload(without), rethrow);
    world.run_for(48h);
    boost::asio::co_spawn(world.io, world.daemon->reload(with), rethrow);
    feed.publish("2", "two");
    world.run_for(48h);

    EXPECT_THAT(world.received["desktop"].titles(), ElementsAre("two"));
}

TEST(Daemon, a_reload_asks_no_publisher_before_its_time_A38) {
    World world;
    world.publisher(url).publish("1", "one");
    world.begin();
    world.run_for(1min);
    for (int i = 0; i < 20; ++i) {
        boost::asio::co_spawn(world.io, world.daemon->reload(world.settings), [](std::exception_ptr) {});
        world.run_for(1min);
    }

    EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(Daemon, a_restart_asks_no_publisher_before_its_time_A38) {
    World world;
    world.publisher(url).publish("1", "one");
    for (int i = 0; i < 20; ++i) {
        world.begin();
        world.run_for(30s);
        world.end();
    }

    EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(Daemon, stop_ends_it_with_deliveries_and_polls_under_way) {
    World world;
    world.publisher(url).publish("1", "one");
    world.begin();
    world.run_for(1s);

    world.end();

    EXPECT_TRUE(world.ended);
}

TEST(Daemon, a_wall_clock_that_jumps_ahead_makes_no_feed_wait_for_years) {
    World world;
    world.publisher(url).publish("1", "one");
    world.clock.set(start + std::chrono::years{10});
    world.begin();
    world.run_for(1min);
    world.end();
    world.clock.set(start);
    world.begin();
    world.run_for(49h);

    EXPECT_GE(world.http.requests.size(), 2U);
}

}  // namespace
}  // namespace feedherald::tests
