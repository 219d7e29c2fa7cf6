// SPDX-License-Identifier: MIT
// hosts that only redirects lead to have their gap and their cool-downs as well.
#include "engine/redirect_turn.hpp"

#include "engine/manual_clock.hpp"
#include "store/store.hpp"

#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

struct Crossing {
    boost::asio::io_context io{1};
    ManualClock clock{start};
    store::Store store;
    engine::CoolDowns cool_downs{store};
    engine::PollQueue queue{64, 5s};
    Subscription sub;
    std::vector<Duration> passed;  ///< since the start
    std::vector<net::Objection> objections;

    void redirect(char const* from, char const* to) {
        auto turn = engine::redirect_turn(*parse_uri(from), *parse_uri(to), sub, cool_downs, queue, clock);
        auto on_end = [this](std::exception_ptr const&, std::optional<net::Objection> objection) {
            if (objection)
                objections.push_back(std::move(*objection));
            else
                passed.push_back(clock.now() - start);
        };
        boost::asio::co_spawn(io, std::move(turn), std::move(on_end));
    }
    void run_for(Duration span) { clock.run_until(io, clock.now() + span); }
};

TEST(RedirectTurn, comes_when_the_gap_at_the_host_is_over_A34) {
    Crossing crossing;
    crossing.queue.put(FeedId(1), start, "b.example");
    ASSERT_TRUE(crossing.queue.start(start));
    for (auto const* from : {"https://a1.example/", "https://a2.example/", "https://a3.example/"})
        crossing.redirect(from, "https://b.example/feed");
    crossing.run_for(1min);

    EXPECT_THAT(crossing.passed, ElementsAre(5s, 10s, 15s));
    EXPECT_EQ(crossing.queue.free_at("b.example"), start + 20s) << "for the feeds of that host, too";
}

TEST(RedirectTurn, comes_at_once_on_the_same_host_and_in_the_house) {
    Crossing crossing;
    for (int i = 0; i < 2; ++i) {
        crossing.redirect("http://b.example/old", "https://b.example/new");
        crossing.redirect("http://127.0.0.1/", "http://127.0.0.1:8080/");
    }
    crossing.run_for(1s);

    EXPECT_THAT(crossing.passed, ElementsAre(0s, 0s, 0s, 0s));
}

TEST(RedirectTurn, does_not_come_while_the_host_wants_to_be_left_alone_A24) {
    Crossing crossing;
    crossing.redirect("https://a1.example/", "https://b.example/feed");
    crossing.redirect("https://a2.example/", "https://b.example/feed");
    crossing.run_for(1s);
    crossing.cool_downs.add("b.example", start + 1h, true);
    crossing.run_for(10s);

    EXPECT_THAT(crossing.passed, SizeIs(1));
    ASSERT_THAT(crossing.objections, SizeIs(1));
    EXPECT_THAT(crossing.objections[0].reason, HasSubstr("b.example, which has asked for fewer requests"));
    EXPECT_EQ(crossing.objections[0].wait, 1h - 5s);
}

TEST(RedirectTurn, is_put_off_for_as_long_as_a_retry_after_alone_has_named) {
    Crossing crossing;
    crossing.cool_downs.add("b.example", start + 1h, false);
    crossing.redirect("https://a1.example/", "https://b.example/feed");
    crossing.run_for(1s);

    EXPECT_THAT(crossing.passed, IsEmpty());
    ASSERT_THAT(crossing.objections, SizeIs(1));
    EXPECT_EQ(crossing.objections[0].wait, std::nullopt);
}

TEST(CoolDowns, of_which_only_those_of_a_retry_after_hold_a_single_round_back) {
    store::Store store;
    engine::CoolDowns cool_downs(store);
    cool_downs.add("a.example", start + 1h, false);
    cool_downs.add("b.example", start + 1h, true);
    cool_downs.add("b.example", start + 2h, false);
    cool_downs.keep_named(start);

    EXPECT_EQ(cool_downs.until("a.example", start), std::nullopt);
    EXPECT_EQ(cool_downs.until("b.example", start), start + 1h);
}

}  // namespace
}  // namespace feedherald::tests
