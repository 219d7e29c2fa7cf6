// SPDX-License-Identifier: MIT
// Weeks of polling in virtual time: what publishers see of us.
#include "engine/world.hpp"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::SizeIs;

std::string rfc822(Instant at) {
    auto const day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::seconds>(at - day)};
    constexpr char const* months[]{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(static_cast<unsigned>(date.day())) + " " + months[static_cast<unsigned>(date.month()) - 1] + " " +
           std::to_string(static_cast<int>(date.year())) + " " + two(time.hours().count()) + ":" +
           two(time.minutes().count()) + ":" + two(time.seconds().count()) + " GMT";
}

/** When each address was asked. */
struct Log {
    explicit Log(World& world) {
        world.http.on_request = [this, &world] {
            times[world.http.requests.back().uri.text()].push_back(world.clock.now());
        };
    }
    [[nodiscard]] Duration shortest_gap(std::string const& url) const {
        Duration shortest = std::chrono::years{1};
        auto const& all = times.at(url);
        for (std::size_t i = 1; i < all.size(); ++i) shortest = std::min(shortest, all[i] - all[i - 1]);
        return shortest;
    }
    std::map<std::string, std::vector<Instant>> times;
};

TEST(Weeks, nobody_is_asked_earlier_than_they_allow_A14_A17_A19_A37) {
    World world;
    std::string const daily = "https://daily.example/rss", fresh = "https://fresh.example/rss",
                      dead = "https://dead.example/rss", bare = "https://bare.example/rss";
    auto& feed = world.publisher(daily);
    for (int day = 20; day > 0; --day) feed.publish("d" + std::to_string(day), "old", rfc822(start - day * 24h - 1h));
    auto& slow = world.publisher(fresh);
    slow.publish("1", "one");
    auto const answer = world.http.answers[fresh];
    world.http.answers[fresh] = [answer](net::Request const& request) {
        auto made = answer(request);
        made->headers.push_back({"Cache-Control", "max-age=43200"});
        return made;
    };
    world.publisher(dead).publish("1", "one", rfc822(start - 24h * 400));
    auto const document = [] {
        Publisher publisher("Bare");
        publisher.publish("1", "one");
        return publisher.document();
    }();
    world.subscribe(bare);
    world.http.answers[bare] = [document](auto const&) { return ok(document); };
    Log const log(world);
    world.begin();
    for (int day = 0; day < 30; ++day) {
        world.run_for(23h);
        feed.publish("new" + std::to_string(day), "post " + std::to_string(day), rfc822(world.clock.now()));
        world.run_for(1h);
    }
    world.run_for(24h);

    EXPECT_THAT(world.received["desktop"].titles(), SizeIs(30));
    EXPECT_GE(log.shortest_gap(daily), 1h);
    EXPECT_LE(log.times.at(daily).size(), 3U * 31);
    EXPECT_GE(log.shortest_gap(fresh), 12h);
    EXPECT_GE(log.shortest_gap(dead), 24h);
    EXPECT_GE(log.shortest_gap(bare), 6h) << "A-19c";
    for (auto const& [url, times] : log.times)
        for (std::size_t i = 1; i < times.size(); ++i)
            EXPECT_GE(times[i] - std::chrono::floor<std::chrono::hours>(times[i]), 1min) << url;
}

TEST(Weeks, a_hundred_restarts_in_an_hour_make_no_request_more_A38) {
    World world;
    world.publisher("https://one.example/rss").publish("1", "one");
    world.publisher("https://two.example/rss").publish("1", "one");
    world.settings.feeds[1].poll.interval = 15min;
    Log const log(world);
    world.begin();
    for (int i = 0; i < 100; ++i) {
        world.run_for(36s);
        world.end();
        world.begin();
    }
    EXPECT_THAT(log.times.at("https://one.example/rss"), SizeIs(1));
    EXPECT_LE(log.times.at("https://two.example/rss").size(), 4U);
    EXPECT_GE(log.shortest_gap("https://two.example/rss"), 15min);
}

TEST(Weeks, hours_of_404_every_day_lose_nothing_and_alert_nobody_A25_A80) {
    World world;
    std::string const url = "https://www.youtube.com/feeds/videos.xml?channel_id=UC1";
    Publisher channel("A channel");
    for (int day = 15; day > 0; --day)
        channel.publish("v" + std::to_string(day), "old", rfc822(start - day * 24h - 3h));
    world.subscribe(url);
    world.http.answers[url] = [&](auto const&) -> net::Exchanged {
        auto const into_the_day = world.clock.now() - std::chrono::floor<std::chrono::days>(world.clock.now());
        if (into_the_day >= 12h && into_the_day < 16h) return status(404);
        return ok(channel.document(), {{"Cache-Control", "max-age=900"}});
    };
    Log const log(world);
    world.begin();
    for (int day = 0; day < 14; ++day) {
        world.run_for(24h);
        channel.publish("new" + std::to_string(day), "video " + std::to_string(day), rfc822(world.clock.now()));
    }
    world.run_for(24h);

    EXPECT_THAT(world.received["desktop"].titles(), SizeIs(14)) << "and no alert of a failure";
    EXPECT_GE(log.shortest_gap(url), 1h);
}

TEST(Weeks, five_days_of_retry_after_hold_over_daily_restarts_A23) {
    World world;
    std::string const url = "https://busy.example/rss";
    world.subscribe(url);
    world.http.answers[url] = [](auto const&) { return status(429, {{"Retry-After", "432000"}}); };
    Log const log(world);
    for (int day = 0; day < 5; ++day) {
        world.begin();
        world.run_for(23h + 50min);
        world.end();
    }
    EXPECT_THAT(log.times.at(url), SizeIs(1));
}

TEST(Weeks, one_429_stops_the_whole_host_but_in_the_house_only_the_feed_A24) {
    World world;
    for (auto const* name : {"https://busy.example/", "http://127.0.0.1:8080/"})
        for (auto const* path : {"a", "b", "c"}) {
            std::string const url = std::string(name) + path;
            world.subscribe(url);
            world.http.answers[url] = [](auto const&) { return status(429, {{"Retry-After", "36000"}}); };
        }
    Log const log(world);
    world.begin();
    world.run_for(9h);
    std::size_t there = 0, here = 0;
    for (auto const& [url, times] : log.times) (url.starts_with("https") ? there : here) += times.size();
    EXPECT_EQ(there, 1U);
    EXPECT_EQ(here, 3U);
}

TEST(Weeks, a_clock_that_is_set_back_makes_nobody_be_asked_sooner_A40) {
    World world;
    std::string const url = "https://one.example/rss";
    world.publisher(url).publish("1", "one");
    world.begin();
    world.run_for(1min);
    ASSERT_THAT(world.http.requests, SizeIs(1));
    world.clock.set(world.clock.now() - 30min);
    world.run_for(89min);
    EXPECT_THAT(world.http.requests, SizeIs(1));
}

}  // namespace
}  // namespace feedherald::tests
