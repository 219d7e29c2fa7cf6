// SPDX-License-Identifier: MIT
// A receiver as an endpoint: dead for a week, slow, asking for peace, refusing for good; what the others notice of it.
#include "base/log.hpp"
#include "engine/world.hpp"

#include <map>
#include <set>

#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Endpoint : public testing::Test {
  protected:
    World world;
    Received& hook = world.received["hook"];
    Received& desktop = world.received["desktop"];

    Endpoint() {
        add_sink("hook");
        world.settings.sinks.back().retry_for = 240h;
    }

    void add_sink(std::string const& name) {
        auto sink = World::sink(name, "webhook");
        config::WebhookSettings webhook;
        webhook.url = Secret("https://hooks.example/" + name);
        sink.settings = webhook;
        world.settings.sinks.push_back(sink);
    }

    void owe(int feed, std::string const& title, std::string const& sink = "hook") {
        Owed owed;
        owed.alert.feed = FeedId{feed};
        owed.alert.time = world.clock.now();
        owed.alert.item.title = title;
        owed.to = {SinkName{sink}};
        world.store.owe({owed}, world.clock.now());
        if (world.daemon) world.daemon->outbox_changed();
    }

    static DeliveryOutcome dead(std::vector<Delivery> const&) { return RetryLater{"connection refused", std::nullopt}; }
    static DeliveryOutcome alive(std::vector<Delivery> const&) { return Delivered{}; }
};

TEST_F(Endpoint, that_is_dead_for_a_week_gets_single_requests_and_then_everything_in_order) {
    for (int i = 0; i < 4; ++i)
        for (int feed = 1; feed <= 6; ++feed) owe(feed, std::to_string(feed) + "/" + std::to_string(i));
    hook.answer = dead;
    world.begin();
    world.run_for(168h);
    auto const while_dead = hook.bundles.size();
    std::map<std::string, std::set<std::string>> uids;
    for (auto const& bundle : hook.bundles) uids[bundle[0].alert.item.title].insert(bundle[0].uid);
    EXPECT_LE(while_dead, 168U * 60) << "one probe a minute at most";
    EXPECT_GE(while_dead, 168U) << "and hardly less than one an hour";

    hook.bundles.clear();
    hook.answer = alive;
    world.run_for(61min);

    EXPECT_THAT(hook.bundles, SizeIs(24));
    std::map<FeedId, std::vector<std::string>> per_feed;
    for (auto const& bundle : hook.bundles) {
        per_feed[bundle[0].alert.feed].push_back(bundle[0].alert.item.title);
        uids[bundle[0].alert.item.title].insert(bundle[0].uid);
    }
    for (auto const& [feed, titles] : per_feed)
        for (int i = 0; i < 4; ++i)
            EXPECT_EQ(titles.at(static_cast<std::size_t>(i)), std::to_string(feed.value()) + "/" + std::to_string(i));
    for (auto const& [title, ids] : uids) EXPECT_THAT(ids, SizeIs(1)) << title;
    EXPECT_THAT(desktop.bundles, IsEmpty()) << "nothing was given up";
}

TEST_F(Endpoint, that_chokes_on_one_alert_takes_the_other_feeds_meanwhile) {
    hook.answer = [](auto const& bundle) -> DeliveryOutcome {
        if (bundle[0].alert.item.title == "poison") return RetryLater{"answered 500", std::nullopt};
        return Delivered{};
    };
    owe(1, "poison");
    owe(1, "behind it");
    for (int feed = 2; feed <= 5; ++feed) owe(feed, "fine");
    world.begin();
    world.run_for(1s);
    EXPECT_THAT(hook.titles(), ElementsAre("poison", "fine", "fine", "fine", "fine"));

    world.run_for(48h);
    hook.bundles.clear();
    owe(6, "fresh");
    world.run_for(1s);
    EXPECT_THAT(hook.titles(), Contains("fresh"));
    EXPECT_THAT(hook.titles(), Not(Contains("behind it")));
}

TEST_F(Endpoint, that_refuses_is_logged_with_its_status) {
    std::vector<std::string> statuses;
    set_log_writer([&](LogLevel, std::string_view, std::vector<LogField> const& fields) {
        for (auto const& field : fields)
            if (field.name == "HTTP_STATUS") statuses.push_back(field.value);
    });
    hook.answer = [](auto const& bundle) -> DeliveryOutcome {
        if (bundle[0].alert.item.title == "first") return Rejected{"answered 404", false, 404};
        return RetryLater{"answered 503", std::nullopt, true, 503};
    };
    owe(1, "first");
    owe(2, "second");
    world.begin();
    world.run_for(1s);
    set_log_writer({});

    EXPECT_THAT(statuses, ElementsAre("404", "503"));
}

TEST_F(Endpoint, that_is_slow_delays_no_other) {
    add_sink("quick");
    hook.accepts = std::make_unique<engine::Event>(world.io.get_executor());
    owe(1, "stuck");
    for (int i = 0; i < 5; ++i) owe(1, "swift", "quick");
    world.begin();
    world.run_for(1s);

    EXPECT_THAT(hook.titles(), ElementsAre("stuck"));
    EXPECT_THAT(world.received["quick"].titles(), SizeIs(5));
}

TEST_F(Endpoint, that_is_slow_delays_no_other_in_a_single_run_either) {
    add_sink("quick");
    hook.accepts = std::make_unique<engine::Event>(world.io.get_executor());
    owe(1, "stuck");
    owe(2, "swift", "quick");
    world.make();
    auto run = boost::asio::co_spawn(world.io, world.daemon->run_once(), boost::asio::use_future);
    world.run_for(1s);
    EXPECT_THAT(world.received["quick"].titles(), ElementsAre("swift"));

    hook.accepts->notify();
    world.run_for(1s);
    EXPECT_EQ(run.get().alerts.delivered, 2U);
}

TEST_F(Endpoint, that_asks_for_peace_is_left_alone_with_every_feed_even_after_a_restart) {
    hook.answer = [](auto const&) -> DeliveryOutcome { return RetryLater{"answered 429", 3600s}; };
    owe(1, "one");
    owe(2, "two");
    world.begin();
    world.run_for(30min);
    EXPECT_THAT(hook.titles(), ElementsAre("one"));

    world.end();
    hook.answer = alive;
    world.begin();
    world.run_for(29min);
    EXPECT_THAT(hook.titles(), ElementsAre("one"));
    world.run_for(2min);
    EXPECT_THAT(hook.titles(), ElementsAre("one", "one", "two"));
}

TEST_F(Endpoint, that_asked_for_peace_at_another_address_is_asked_at_once) {
    hook.answer = [](auto const&) -> DeliveryOutcome { return RetryLater{"answered 429", 3600s}; };
    owe(1, "one");
    owe(2, "two");
    world.begin();
    world.run_for(1min);
    world.end();
    config::WebhookSettings elsewhere;
    elsewhere.url = Secret("https://elsewhere.example/");
    world.settings.sinks.back().settings = elsewhere;
    hook.answer = alive;
    world.begin();
    world.run_for(1s);

    EXPECT_THAT(hook.titles(), ElementsAre("one", "two"));
}

TEST_F(Endpoint, near_its_limit_gets_nothing_until_its_window_ends) {
    hook.answer = [](auto const&) -> DeliveryOutcome { return Delivered{10s}; };
    owe(1, "one");
    owe(1, "two");
    world.begin();
    world.run_for(9s);
    EXPECT_THAT(hook.titles(), ElementsAre("one"));
    world.run_for(2s);
    EXPECT_THAT(hook.titles(), ElementsAre("one", "two"));
}

TEST_F(Endpoint, that_refuses_for_good_is_told_on_the_desktop_once_a_spell) {
    hook.answer = [](auto const&) -> DeliveryOutcome { return Rejected{"answered 400: no", false}; };
    for (int i = 0; i < 5; ++i) owe(i, "bad");
    world.begin();
    world.run_for(1min);
    ASSERT_THAT(desktop.bundles, SizeIs(1));
    auto const& told = desktop.bundles[0][0].alert;
    EXPECT_EQ(told.kind, AlertKind::sink_failing);
    EXPECT_THAT(told.reason,
                AllOf(HasSubstr("hook"), HasSubstr("answered 400: no"), HasSubstr("feedherald retry hook")));
    world.end();
    world.begin();
    owe(1, "bad");
    world.run_for(1min);
    EXPECT_THAT(desktop.bundles, SizeIs(1)) << "a restart is no new spell";

    hook.answer = alive;
    owe(1, "good");
    world.run_for(1min);
    hook.answer = [](auto const&) -> DeliveryOutcome { return Rejected{"answered 400: no", false}; };
    owe(1, "bad again");
    world.run_for(1min);
    EXPECT_THAT(desktop.bundles, SizeIs(2));
}

TEST_F(Endpoint, that_is_gone_is_told_on_the_desktop_and_what_was_given_up_goes_out_on_demand) {
    hook.answer = [](auto const&) -> DeliveryOutcome { return Rejected{"answered 410", true}; };
    owe(1, "one");
    owe(2, "two");
    world.begin();
    world.run_for(1min);
    ASSERT_THAT(desktop.bundles, SizeIs(1));
    EXPECT_EQ(desktop.bundles[0][0].alert.kind, AlertKind::sink_disabled);
    EXPECT_THAT(hook.titles(), ElementsAre("one"));
    auto const uid = hook.bundles[0][0].uid;

    hook.answer = alive;
    EXPECT_THAT(world.store.revive(SinkName{"hook"}, world.clock.now()),
                ElementsAre(std::pair{SinkName{"hook"}, std::size_t{1}}));
    world.daemon->retry();
    world.run_for(1s);
    EXPECT_THAT(hook.titles(), ElementsAre("one", "one", "two"));
    EXPECT_EQ(hook.bundles[1][0].uid, uid) << "the same message, so the same webhook-id";
}

TEST_F(Endpoint, that_takes_its_time_is_not_tried_once_for_every_alert_of_a_single_run) {
    for (int feed = 1; feed <= 20; ++feed) owe(feed, "late");
    hook.answer = [this](auto const&) -> DeliveryOutcome {
        world.clock.set(world.clock.now() + 30s);
        return RetryLater{"no answer within 30 s", std::nullopt};
    };
    world.make();
    auto run = boost::asio::co_spawn(world.io, world.daemon->run_once(), boost::asio::use_future);
    world.run_for(1s);

    EXPECT_THAT(hook.titles(), SizeIs(1));
    EXPECT_EQ(run.get().alerts.undelivered, 20U);
}

TEST_F(Endpoint, that_fails_at_once_is_tried_once_for_every_alert_of_a_single_run) {
    for (int feed = 1; feed <= 20; ++feed) owe(feed, "refused");
    hook.answer = dead;
    world.make();
    auto run = boost::asio::co_spawn(world.io, world.daemon->run_once(), boost::asio::use_future);
    world.run_for(1s);

    EXPECT_THAT(hook.titles(), SizeIs(20));
    EXPECT_EQ(run.get().alerts.undelivered, 20U);
}

}  // namespace
}  // namespace feedherald::tests
