// SPDX-License-Identifier: MIT
// Quiet hours and mutes that change while they hold alerts back.
#include "engine/world.hpp"

#include <gmock/gmock.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto url = "https://feeds.example/rss";
constexpr QuietHours all_day{0, 24 * 60 - 1};

void rethrow(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

/** A feed whose alerts wait for a desktop that merges. */
class HeldBack : public testing::Test {
  protected:
    HeldBack() : feed(world.publisher(url)), desktop(world.received["desktop"]) {
        world.settings.feeds.front().poll.interval = 1h;
        feed.publish("0", "old");
        desktop.batching = {5, true};
    }
    void begin() {
        world.begin();
        world.run_for(1min);
        id = world.daemon->settings().feeds.front().id;
    }
    void publish_two() {
        feed.publish("1", "one");
        feed.publish("2", "two");
        world.run_for(3h);
    }
    void reload() {
        boost::asio::co_spawn(world.io, world.daemon->reload(world.settings), rethrow);
        world.run_for(1min);
    }
    std::size_t held() { return world.store.outbox(world.clock.now()).held; }

    World world;
    Publisher& feed;
    Received& desktop;
    FeedId id;
};

TEST_F(HeldBack, by_a_mute_arrives_as_one_message_when_the_feed_is_unmuted) {
    begin();
    world.daemon->mute(id, 24h * 9);
    publish_two();
    ASSERT_EQ(held(), 2U);

    world.daemon->mute(id, 0s);
    world.run_for(1min);

    ASSERT_EQ(desktop.bundles.size(), 1U);
    EXPECT_THAT(desktop.titles(), ElementsAre("one", "two"));
}

TEST_F(HeldBack, by_a_mute_waits_only_until_the_end_of_a_shorter_one) {
    begin();
    world.daemon->mute(id, 24h * 9);
    publish_two();

    world.daemon->mute(id, 1h);
    world.run_for(59min);
    ASSERT_THAT(desktop.titles(), IsEmpty());
    world.run_for(2min);

    EXPECT_EQ(desktop.bundles.size(), 1U);
    EXPECT_THAT(desktop.titles(), ElementsAre("one", "two"));
}

TEST_F(HeldBack, by_a_mute_and_by_quiet_hours_waits_for_the_other_when_one_ends) {
    world.settings.feeds.front().alerts.edit().quiet_hours = all_day;
    begin();
    world.daemon->mute(id, 24h * 9);
    publish_two();

    world.daemon->mute(id, 0s);
    world.run_for(1min);
    EXPECT_THAT(desktop.titles(), IsEmpty()) << "it is quiet still";
    world.daemon->mute(id, 24h * 9);
    world.settings.feeds.front().alerts.edit().quiet_hours.reset();
    reload();
    EXPECT_THAT(desktop.titles(), IsEmpty()) << "it is muted again";
}

TEST_F(HeldBack, by_quiet_hours_arrives_as_one_message_when_a_reload_takes_them_away) {
    world.settings.feeds.front().alerts.edit().quiet_hours = all_day;
    begin();
    publish_two();
    ASSERT_EQ(held(), 2U);

    world.settings.feeds.front().alerts.edit().quiet_hours.reset();
    reload();

    ASSERT_EQ(desktop.bundles.size(), 1U);
    EXPECT_THAT(desktop.titles(), ElementsAre("one", "two"));
}

TEST_F(HeldBack, by_quiet_hours_arrives_after_a_restart_without_them) {
    world.settings.feeds.front().alerts.edit().quiet_hours = all_day;
    begin();
    publish_two();
    ASSERT_EQ(held(), 2U);
    world.end();

    world.settings.feeds.front().alerts.edit().quiet_hours.reset();
    begin();

    EXPECT_THAT(desktop.titles(), ElementsAre("one", "two"));
}

TEST_F(HeldBack, of_a_feed_that_is_muted_while_nobody_takes_it_stays_back) {
    desktop.obstacle = "no notification server";
    desktop.cleared = std::make_unique<engine::Event>(world.io.get_executor());
    begin();
    publish_two();

    world.daemon->mute(id, 2h);
    desktop.obstacle.reset();
    desktop.cleared->notify();
    world.run_for(1h);

    EXPECT_THAT(desktop.titles(), IsEmpty());
    world.run_for(2h);
    EXPECT_THAT(desktop.titles(), ElementsAre("one", "two"));
}

TEST_F(HeldBack, by_the_persons_own_later_is_not_brought_by_an_unmute) {
    begin();
    publish_two();
    std::vector<DeliveryId> shown;
    for (auto const& bundle : desktop.bundles)
        for (auto const& delivery : bundle) shown.push_back(delivery.id);
    ASSERT_EQ(shown.size(), 2U);
    desktop.bundles.clear();

    world.daemon->show_later(shown);
    world.daemon->mute(id, 24h);
    world.daemon->mute(id, 0s);
    world.run_for(59min);
    EXPECT_THAT(desktop.titles(), IsEmpty());
    world.run_for(2min);

    EXPECT_THAT(desktop.titles(), ElementsAre("one", "two"));
}

}  // namespace
}  // namespace feedherald::tests
