// SPDX-License-Identifier: MIT
#include "engine/poll_loop.hpp"

#include "engine/fake_http.hpp"
#include "engine/manual_clock.hpp"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

/** A poll loop alone: nobody delivers. */
struct Polling {
    boost::asio::io_context io{1};
    ManualClock clock{start};
    store::Store store;
    FakeHttp http;
    engine::Rooms rooms{
        clock, store, http, [](std::exception_ptr const&) {}, [] { return 0.5; }, [] {}, [](Instant) { return 0s; },
        {}};
    engine::PollLoop::Watcher watcher;
    std::vector<Subscription> feeds;
    std::unique_ptr<engine::PollLoop> loop;
    bool ended = false;

    void subscribe(std::string const& url) {
        feeds.emplace_back().url = url;
        http.answers[url] = [](auto const&) { return status(304); };
    }
    void make() {
        loop = std::make_unique<engine::PollLoop>(io.get_executor(), rooms, config::PollSettings{}, watcher);
        auto const states = store.enlist(feeds, clock.now());
        loop->subscribe(feeds, states, config::PollSettings{});
    }
    void begin(boost::asio::awaitable<void> life) {
        boost::asio::co_spawn(io, std::move(life), [this](std::exception_ptr error) {
            ended = true;
            if (error) std::rethrow_exception(error);
        });
    }
    void run_for(Duration span) { clock.run_until(io, clock.now() + span); }
    void end() {
        loop->stop();
        io.restart();
        io.run();
    }
};

TEST(PollLoop, a_single_round_does_not_wait_for_a_host_that_has_enough) {
    Polling polling;
    polling.subscribe("https://busy.example/a");
    polling.subscribe("https://busy.example/b");
    for (auto& [url, answer] : polling.http.answers)
        answer = [](auto const&) { return status(429, {{"Retry-After", "86400"}}); };
    polling.make();
    polling.begin(polling.loop->run_once());
    polling.run_for(1h);

    EXPECT_TRUE(polling.ended);
    EXPECT_EQ(polling.http.requests.size(), 1U) << "one refusal speaks for the whole host";

    polling.make();
    polling.begin(polling.loop->run_once());
    polling.run_for(1h);
    EXPECT_EQ(polling.http.requests.size(), 1U) << "in the next round too";
}

TEST(PollLoop, a_single_round_is_held_back_by_nothing_but_a_retry_after) {
    Polling polling;
    polling.subscribe("https://busy.example/a");
    polling.subscribe("https://busy.example/b");
    for (auto& [url, answer] : polling.http.answers) answer = [](auto const&) { return status(429); };
    for (int round = 1; round <= 2; ++round) {
        polling.make();
        polling.ended = false;
        polling.begin(polling.loop->run_once());
        polling.run_for(1min);

        EXPECT_TRUE(polling.ended);
        EXPECT_EQ(polling.http.requests.size(), 2U * static_cast<std::size_t>(round));
    }
}

TEST(PollLoop, a_single_round_spares_the_server_that_refused_and_not_the_one_that_led_to_it_A24) {
    Polling polling;
    for (auto const* url : {"https://front.example/a", "https://front.example/b", "https://behind.example/c"})
        polling.subscribe(url);
    polling.http.answers["https://front.example/a"] = [](auto const&) {
        auto refusal = status(429, {{"Retry-After", "7200"}});
        refusal.url = "https://behind.example/a";
        return refusal;
    };
    polling.make();
    polling.begin(polling.loop->run_once());
    polling.run_for(1min);
    polling.http.requests.clear();

    polling.make();
    polling.begin(polling.loop->run_once());
    polling.run_for(1min);

    ASSERT_EQ(polling.http.requests.size(), 1U);
    EXPECT_EQ(polling.http.requests[0].uri.target, "/b");
    polling.http.requests.clear();

    polling.run_for(2h);
    polling.make();
    polling.begin(polling.loop->run_once());
    polling.run_for(1min);
    EXPECT_EQ(polling.http.requests.size(), 3U) << "when the time has come, all of them";
}

TEST(PollLoop, a_clock_that_is_set_back_while_it_runs_makes_no_feed_wait_for_years) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.subscribe("https://one.example/b");
    polling.clock.set(start + std::chrono::years{10});
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1min);
    ASSERT_EQ(polling.http.requests.size(), 2U);

    polling.clock.set(start);
    polling.loop->clock_moved();
    polling.run_for(1min);

    EXPECT_EQ(polling.http.requests.size(), 4U);
    polling.end();
}

TEST(PollLoop, a_clock_that_is_set_right_by_hours_asks_nobody_before_its_time) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1min);

    polling.clock.set(start - 3h);
    polling.loop->clock_moved();
    polling.run_for(1h);

    EXPECT_EQ(polling.http.requests.size(), 1U);
    polling.end();
}

TEST(PollLoop, a_clock_that_is_set_back_by_hours_makes_no_feed_wait_for_them_A40) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.subscribe("https://busy.example/a");
    polling.http.answers["https://busy.example/a"] = [](auto const&) { return status(429, {{"Retry-After", "7200"}}); };
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1min);
    ASSERT_EQ(polling.http.requests.size(), 2U);
    Instant const set_back = polling.clock.now() - 9h;

    polling.clock.set(set_back);
    polling.loop->clock_moved();
    polling.run_for(58min);
    EXPECT_EQ(polling.http.requests.size(), 2U) << "an hour is an hour";
    EXPECT_EQ(polling.loop->poll_now(polling.feeds[1].id).until, set_back + 2h - 1min);

    polling.end();
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(2h);
    EXPECT_GE(polling.http.requests.size(), 4U) << "also over a restart";
    EXPECT_EQ(polling.http.requests[2].uri.host, "one.example");
    polling.end();
}

TEST(PollLoop, counts_the_feeds_that_fail) {
    Polling polling;
    polling.subscribe("https://fine.example/a");
    polling.subscribe("https://ill.example/a");
    auto const fine = [](auto const&) { return ok("<rss><channel><title>A feed</title></channel></rss>"); };
    polling.http.answers["https://fine.example/a"] = fine;
    polling.http.answers["https://ill.example/a"] = [](auto const&) { return status(500); };
    polling.make();
    EXPECT_EQ(polling.loop->failing(), 0U);
    polling.begin(polling.loop->run());
    polling.run_for(1min);
    EXPECT_EQ(polling.loop->failing(), 1U);
    polling.end();

    polling.make();
    EXPECT_EQ(polling.loop->failing(), 1U) << "also after a restart";
    polling.http.answers["https://ill.example/a"] = fine;
    polling.begin(polling.loop->run());
    polling.run_for(std::chrono::days{2});
    EXPECT_EQ(polling.loop->failing(), 0U);
    polling.end();
}

TEST(PollLoop, a_clock_that_is_set_ahead_leaves_feeds_overdue_A40) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1min);

    polling.clock.set(polling.clock.now() + 9h);
    polling.loop->clock_moved();
    polling.run_for(1s);

    EXPECT_EQ(polling.http.requests.size(), 2U);
    polling.end();
}

TEST(PollLoop, tells_an_answer_that_broke_off_from_one_that_is_no_feed_A30_A53) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.http.answers["https://one.example/a"] = [](auto const&) {
        auto nothing = ok("");
        nothing.complete = false;
        return nothing;
    };
    polling.make();
    polling.begin(polling.loop->run_once());
    polling.run_for(1min);

    EXPECT_EQ(polling.store.all_feeds().at(0).last_error, "the answer broke off: the document is empty");
}

TEST(PollLoop, outlives_a_watcher_that_throws) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.watcher = [](auto const&, auto const&) { throw std::runtime_error("the bus has gone"); };
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(72h);

    EXPECT_GE(polling.http.requests.size(), 2U);
    polling.end();
    EXPECT_TRUE(polling.ended);
}

TEST(PollNow, is_for_a_public_host_every_five_minutes_at_most_A45) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1min);
    auto const feed = polling.feeds.front().id;

    auto const refused = polling.loop->poll_now(feed);
    EXPECT_FALSE(refused.is_granted());
    EXPECT_EQ(refused.reason,
              "it was polled 1 minute ago, and a public host is asked every 5 minutes at most, for "
              "another 4 minutes");
    EXPECT_EQ(refused.until, start + 5min);

    polling.run_for(4min);
    EXPECT_TRUE(polling.loop->poll_now(feed).is_granted());
    polling.run_for(1s);
    EXPECT_EQ(polling.http.requests.size(), 2U);
    polling.end();
}

TEST(PollNow, is_for_a_private_host_whenever_a_person_likes_A45) {
    Polling polling;
    polling.subscribe("http://127.0.0.1/a");
    polling.make();
    polling.begin(polling.loop->run());
    for (int i = 1; i <= 3; ++i) {
        polling.run_for(1s);
        EXPECT_EQ(polling.http.requests.size(), static_cast<std::size_t>(i));
        EXPECT_TRUE(polling.loop->poll_now(polling.feeds.front().id).is_granted());
    }
    polling.end();
}

TEST(PollNow, waits_as_long_as_the_server_asked_A23_A24_A45) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.subscribe("https://one.example/b");
    polling.http.answers["https://one.example/a"] = [](auto const&) { return status(429, {{"Retry-After", "7200"}}); };
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1h);

    for (auto const& sub : polling.feeds) {
        auto const refused = polling.loop->poll_now(sub.id);
        EXPECT_FALSE(refused.is_granted());
        EXPECT_EQ(refused.reason, "its server has asked for fewer requests, for another 1 hour");
    }
    EXPECT_EQ(polling.http.requests.size(), 1U);
    polling.end();
}

TEST(PollNow, looks_once_more_at_a_feed_that_is_gone_A26) {
    Polling polling;
    polling.subscribe("https://one.example/a");
    polling.http.answers["https://one.example/a"] = [](auto const&) { return status(410); };
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(24h * 30);
    EXPECT_EQ(polling.http.requests.size(), 1U);

    EXPECT_TRUE(polling.loop->poll_now(polling.feeds.front().id).is_granted());
    polling.run_for(24h * 30);
    EXPECT_EQ(polling.http.requests.size(), 2U);
    polling.end();
}

TEST(PollLoop, a_refusal_through_one_proxy_is_none_through_another_A24) {
    Polling polling;
    for (auto const* url : {"https://one.example/a", "https://one.example/b", "https://one.example/c"})
        polling.subscribe(url);
    polling.feeds[0].fetch.edit().proxy = Secret("http://me:secret@proxy.example:3128");
    polling.feeds[1].fetch.edit().proxy = Secret("http://proxy.example:3128");
    polling.http.answers["https://one.example/a"] = [](auto const&) { return status(429, {{"Retry-After", "7200"}}); };
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(1min);

    ASSERT_EQ(polling.http.requests.size(), 2U);
    EXPECT_EQ(polling.http.requests[1].uri.target, "/c");
    for (auto const& [name, value] : polling.store.notes("")) EXPECT_EQ(name.find("secret"), std::string::npos);
    polling.end();
}

TEST(PollLoop, twenty_feeds_of_one_impatient_site_are_all_served_in_half_an_hour_A32_A34) {
    Polling polling;
    std::vector<Instant> starts;
    for (int i = 0; i < 20; ++i) polling.subscribe("https://www.reddit.com/r/" + std::to_string(i) + "/.rss");
    polling.http.on_request = [&] { starts.push_back(polling.clock.now()); };
    polling.make();
    polling.begin(polling.loop->run());
    polling.run_for(30min);

    ASSERT_GE(starts.size(), 20U);
    for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_GE(starts[i] - starts[i - 1], 60s);
    polling.end();
}

}  // namespace
}  // namespace feedherald::tests
