// SPDX-License-Identifier: MIT
#include "engine/world.hpp"

#include <boost/asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr char url[] = "https://feeds.example/rss";

void rethrow(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

TEST(Delivery, what_is_new_in_a_digest_is_not_given_up_with_what_is_old) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "first");
    auto& desktop = world.received["desktop"];
    desktop.batching = {0, true};
    world.begin();
    world.run_for(1min);
    desktop.answer = [](auto const&) -> DeliveryOutcome { return RetryLater{"refused", std::nullopt}; };
    feed.publish("1", "old");
    world.run_for(60h);
    feed.publish("2", "new");
    world.run_for(48h);
    ASSERT_THAT(desktop.titles(), testing::Contains("new"));

    desktop.bundles.clear();
    desktop.answer = [](auto const&) { return Delivered{}; };
    world.run_for(2h);

    EXPECT_THAT(desktop.titles(), ElementsAre("new"));
}

TEST(Delivery, under_way_during_a_reload_ends_and_is_not_repeated) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "old");
    auto& desktop = world.received["desktop"];
    world.begin();
    world.run_for(1min);
    desktop.accepts = std::make_unique<engine::Event>(world.io.get_executor());
    feed.publish("2", "new");
    world.run_for(30h);
    ASSERT_THAT(desktop.titles(), ElementsAre("new"));

    world.settings.sinks[0].retry_for = 24h;
    asio::co_spawn(world.io, world.daemon->reload(world.settings), rethrow);
    world.run_for(1s);
    desktop.accepts->notify();
    // The one wait in real time: the reload looks every 20 ms whether the delivery has ended.
    world.io.restart();
    world.io.run_for(100ms);
    world.run_for(1h);

    EXPECT_THAT(desktop.titles(), ElementsAre("new"));
}

TEST(Delivery, a_pause_stops_a_batch_that_waits_for_its_rate) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "first");
    world.settings.sinks[0].rate = config::Rate{1, 1h};
    world.begin();
    world.run_for(1min);
    for (int i = 1; i <= 3; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    world.run_for(30h);
    auto& desktop = world.received["desktop"];
    ASSERT_EQ(desktop.titles().size(), 3U);

    desktop.bundles.clear();
    for (int i = 4; i <= 6; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    while (desktop.bundles.empty()) world.run_for(1min);
    world.daemon->pause(world.clock.now() + 12h);
    world.run_for(11h);

    EXPECT_THAT(desktop.titles(), ElementsAre("post 4"));
}

TEST(Stop, waits_for_a_poll_that_takes_its_time_to_end) {
    World world;
    world.publisher(url).publish("1", "one");
    engine::Event release(world.io.get_executor());
    bool over = false;
    world.http.delay = [&]() -> asio::awaitable<void> {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        co_await release.wait();
        for (int i = 0; i < 100; ++i) co_await asio::post(world.io, asio::use_awaitable);
        over = true;
    };
    world.begin();
    world.run_for(1s);
    ASSERT_EQ(world.http.requests.size(), 1U);

    release.notify();
    world.end();

    EXPECT_TRUE(over);
    EXPECT_TRUE(world.ended);
}

TEST(Decision, why_an_item_was_alerted_is_not_forgotten_when_it_is_known) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("1", "one");
    world.begin();
    world.run_for(1min);
    feed.publish("2", "two");
    world.run_for(30h);
    feed.publish("3", "three");
    world.run_for(30h);

    std::vector<std::string> reasons;
    auto const id = world.daemon->settings().feeds[0].id;
    for (auto const& item : world.store.seen(id))
        if (auto const decision = world.store.decision(id, item.key)) reasons.push_back(decision->reason);
    EXPECT_THAT(reasons, UnorderedElementsAre("first poll: recorded, backlog = 0", "new", "new"));
}

TEST(Delivery, a_410_to_the_first_of_several_alerts_stops_the_others) {
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
    feed.publish("3", "three");
    world.run_for(30h);

    EXPECT_THAT(receiver.titles(), ElementsAre("two"));
    EXPECT_EQ(world.store.sink_state(SinkName("hook")).pending, 1U);
}

TEST(Reload, a_feed_that_is_added_again_still_waits_as_its_publisher_asked_A23) {
    World world;
    world.http.answers[url] = [](auto const&) { return status(503, {{"Retry-After", "172800"}}); };
    world.subscribe(url);
    auto const with = world.settings;
    auto without = with;
    without.feeds.clear();
    world.begin();
    world.run_for(1min);
    boost::asio::co_spawn(world.io, world.daemon->reload(without), rethrow);
    world.run_for(1min);
    boost::asio::co_spawn(world.io, world.daemon->reload(with), rethrow);
    world.run_for(47h);

    EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(Daemon, an_alert_that_waited_longer_than_retry_for_is_still_tried_for_that_long) {
    World world;
    auto& feed = world.publisher("https://feeds.example/rss");
    feed.publish("1", "old");
    auto& desktop = world.received["desktop"];
    world.begin();
    world.run_for(1min);
    world.daemon->pause(world.clock.now() + std::chrono::days{10});
    feed.publish("2", "new");
    int attempts = 0;
    desktop.answer = [&](auto const&) -> DeliveryOutcome {
        if (++attempts <= 3) return RetryLater{"busy", std::nullopt};
        return Delivered{};
    };
    world.run_for(std::chrono::days{11});

    EXPECT_EQ(attempts, 4) << "three days of retry_for begin with the first attempt";
}

TEST(Delivery, what_waited_for_a_person_who_wants_no_popups_arrives_as_one_message) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    desktop.batching = {5, true};
    desktop.obstacle = "do not disturb is on";
    desktop.held_back = true;
    desktop.cleared = std::make_unique<engine::Event>(world.io.get_executor());
    world.begin();
    world.run_for(1min);
    feed.publish("1", "post 1");
    world.run_for(26h);
    EXPECT_EQ(world.store.outbox(world.clock.now()).held, 1U);
    feed.publish("2", "post 2");
    world.run_for(26h);

    desktop.obstacle.reset();
    desktop.held_back = false;
    desktop.cleared->notify();
    world.run_for(1min);

    ASSERT_EQ(desktop.bundles.size(), 1U);
    EXPECT_THAT(desktop.titles(), ElementsAre("post 1", "post 2"));
}

TEST(Delivery, is_held_of_every_alert_that_comes_while_the_person_wants_no_popups) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    desktop.obstacle = "asking whether pop-ups are welcome";
    desktop.cleared = std::make_unique<engine::Event>(world.io.get_executor());
    auto const held = [&] { return world.store.outbox(world.clock.now()).held; };
    world.begin();
    world.run_for(1min);
    feed.publish("1", "post 1");
    world.run_for(26h);
    ASSERT_EQ(held(), 0U);

    desktop.obstacle = "do not disturb is on";
    desktop.held_back = true;
    desktop.cleared->notify();
    world.run_for(1min);
    EXPECT_EQ(held(), 1U) << "the obstacle became the person's wish";
    for (std::size_t i = 2; i <= 4; ++i) {
        feed.publish(std::to_string(i), "post " + std::to_string(i));
        world.run_for(26h);
        EXPECT_EQ(held(), i);
    }
    EXPECT_EQ(world.store.outbox(world.clock.now()).pending, 0U);
}

TEST(Delivery, of_more_than_are_read_at_once_is_a_storm_to_its_end) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    desktop.batching = {5, true};
    world.begin();
    world.run_for(1min);
    for (int i = 1; i <= 203; ++i) feed.publish(std::to_string(i), "post " + std::to_string(i));
    world.run_for(25h);

    ASSERT_EQ(desktop.bundles.size(), 3U);
    for (auto const& bundle : desktop.bundles) EXPECT_TRUE(bundle.front().in_storm && bundle.back().in_storm);
    EXPECT_EQ(desktop.bundles.back().size(), 3U);
    feed.publish("after", "after the storm");
    world.run_for(25h);
    EXPECT_FALSE(desktop.bundles.back().front().in_storm);
}

TEST(Once, what_a_pause_holds_back_arrives_as_one_message) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    desktop.batching = {5, true};
    auto const once = [&] {
        world.make();
        boost::asio::co_spawn(world.io, world.daemon->run_once(),
                              [](std::exception_ptr error, auto const&) { rethrow(error); });
        world.run_for(1min);
    };
    once();
    world.daemon->pause(world.clock.now() + 1h);
    for (int i = 1; i <= 2; ++i) {
        feed.publish(std::to_string(i), "post " + std::to_string(i));
        once();
    }
    EXPECT_EQ(world.store.outbox(world.clock.now()).held, 2U);

    world.daemon->pause(std::nullopt);
    once();

    ASSERT_EQ(desktop.bundles.size(), 1U);
    EXPECT_THAT(desktop.titles(), ElementsAre("post 1", "post 2"));
}

// INTERFACE 6: a server that is absent is waited for, however long.
TEST(Delivery, is_never_given_up_because_nobody_was_there_to_take_it) {
    World world;
    auto& feed = world.publisher(url);
    feed.publish("0", "old");
    auto& desktop = world.received["desktop"];
    world.begin();
    world.run_for(1min);
    desktop.answer = [](auto const&) -> DeliveryOutcome { return RetryLater{"no server", 1h, false}; };
    feed.publish("1", "new");
    world.run_for(std::chrono::days{10});
    auto const waiting = world.store.history(1, {}).at(0).deliveries.at(0);
    EXPECT_EQ(waiting.state, store::Settlement::State::pending);
    EXPECT_EQ(waiting.attempts, 0);

    desktop.bundles.clear();
    desktop.answer = [](auto const&) { return Delivered{}; };
    world.run_for(2h);

    EXPECT_THAT(desktop.titles(), ElementsAre("new"));
}

}  // namespace
}  // namespace feedherald::tests
