// SPDX-License-Identifier: MIT
// `run --once`, where nobody answers, and where only some do.
#include "engine/world.hpp"

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;

/** So many public hosts that are away, each with a feed, and perhaps one that is not. */
struct Street : World {
    explicit Street(int dead) {
        for (int i = 0; i < dead; ++i) subscribe("https://dead" + std::to_string(i) + ".example/rss");
        http.on_request = [this] { ++asked[http.requests.back().uri.host]; };
    }
    void one_lives() { publisher("https://alive.example/rss").publish("1", "one"); }

    engine::Daemon::Tally poll_once() {
        make();
        engine::Daemon::Tally tally;
        boost::asio::co_spawn(io, daemon->run_once(), [&](std::exception_ptr error, engine::Daemon::Tally counted) {
            ended = true;
            tally = counted;
            if (error) std::rethrow_exception(error);
        });
        run_for(5min);
        return tally;
    }
    std::map<std::string, int> asked;
};

TEST(SingleRound, a_dead_host_is_a_failure_however_many_are_dead_where_somebody_answers_A25_A29) {
    for (bool const lives_first : {false, true}) {
        Street street(lives_first ? 0 : 6);
        street.one_lives();
        for (int i = 0; lives_first && i < 6; ++i)
            street.subscribe("https://dead" + std::to_string(i) + ".example/rss");
        auto const tally = street.poll_once();

        EXPECT_TRUE(street.ended);
        EXPECT_EQ(tally.polled, 7U);
        EXPECT_EQ(tally.failed, 6U);
        EXPECT_EQ(street.store.feed_counts().failing, 6U) << "and the state knows it";
        EXPECT_EQ(street.asked["alive.example"], 1);
        for (int i = 0; i < 6; ++i) EXPECT_LE(street.asked["dead" + std::to_string(i) + ".example"], 2);
        for (auto const& state : street.store.all_feeds()) EXPECT_TRUE(state.last_polled) << state.url;
    }
}

TEST(SingleRound, nobody_who_cannot_be_reached_is_asked_twice_where_nobody_answers_A29) {
    Street street(6);
    auto const tally = street.poll_once();

    EXPECT_TRUE(street.ended);
    EXPECT_EQ(tally.polled, 6U);
    EXPECT_EQ(tally.failed, 6U);
    EXPECT_LE(street.store.feed_counts().failing, 2U);
    for (auto const& [host, times] : street.asked) EXPECT_EQ(times, 1) << host;
}

}  // namespace
}  // namespace feedherald::tests
