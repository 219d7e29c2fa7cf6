// SPDX-License-Identifier: MIT
// a host that refuses without a word of how long, and all the feeds that live there.
#include "engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

/** Three feeds of one host. */
struct Busy : World {
    Busy() {
        for (auto const* path : {"a", "b", "c"}) {
            auto const url = std::string("https://busy.example/") + path;
            subscribe(url).poll.interval = 1h;
            http.answers[url] = [this](net::Request const&) -> net::Exchanged { return answer; };
        }
        http.on_request = [this] {
            if (last) waits.push_back(clock.now() - *last);
            last = clock.now();
        };
    }
    net::Exchanged answer = status(429);
    std::optional<Instant> last;
    std::vector<Duration> waits;  ///< between two requests
};

TEST(CoolDown, doubles_for_the_host_whichever_of_its_feeds_is_refused_A22_A24) {
    Busy busy;
    busy.begin();
    busy.run_for(std::chrono::days{4});

    EXPECT_THAT(busy.waits, ElementsAre(1h, 2h, 4h, 8h, 16h, 24h, 24h));
}

TEST(CoolDown, goes_on_where_it_was_after_a_restart_A22_A23) {
    Busy busy;
    busy.begin();
    busy.run_for(1h + 1min);
    busy.end();
    busy.run_for(5h);
    busy.begin();
    busy.run_for(5h);

    ASSERT_THAT(busy.waits, SizeIs(3));
    EXPECT_EQ(busy.waits[2], 4h) << "the third refusal in a row, though nothing held any more when it was asked for";
}

TEST(CoolDown, of_a_host_that_has_answered_meanwhile_begins_anew_A22) {
    Busy busy;
    busy.begin();
    busy.run_for(7h + 1min);
    ASSERT_THAT(busy.waits, ElementsAre(1h, 2h, 4h));
    busy.answer = status(304);
    busy.run_for(8h + 1min);
    busy.waits.clear();
    busy.answer = status(503);
    busy.run_for(24h);

    ASSERT_GE(busy.waits.size(), 3U);
    EXPECT_EQ(busy.waits[1], 1h);
    EXPECT_EQ(busy.waits[2], 2h);
}

TEST(CoolDown, does_not_count_what_else_failed_before_A22_A24) {
    World world;
    world.publisher("https://busy.example/fine").publish("1", "one", "Sun, 22 Nov 2026 07:00:00 GMT");
    world.settings.feeds.back().poll.interval = 1h;
    world.subscribe("https://busy.example/ill");
    int asked = 0;
    world.http.answers["https://busy.example/ill"] = [&](net::Request const&) -> net::Exchanged {
        return status(++asked < 6 ? 500 : 429);
    };
    std::vector<Instant> fine;
    auto const answer = world.http.answers["https://busy.example/fine"];
    world.http.answers["https://busy.example/fine"] = [&](net::Request const& request) {
        fine.push_back(world.clock.now());
        return answer(request);
    };
    world.begin();
    world.run_for(std::chrono::days{3});

    EXPECT_GE(asked, 7);
    for (std::size_t i = 1; i < fine.size(); ++i) EXPECT_LE(fine[i] - fine[i - 1], 2h + 15min);
}

TEST(CoolDowns, are_read_as_older_versions_wrote_them) {
    store::Store store;
    store.set_note("cool-down a.example", "2026-11-22T10:00:00Z");
    store.set_note("cool-down b.example", "2026-11-22T10:00:00Z 2026-11-22T09:00:00Z");
    store.set_note("cool-down past.example", "2026-11-22T07:00:00Z");
    engine::CoolDowns cool_downs(store);
    cool_downs.load(start);

    EXPECT_EQ(cool_downs.until("a.example", start), start + 2h);
    EXPECT_FALSE(cool_downs.is_named("a.example", start));
    EXPECT_EQ(cool_downs.until("b.example", start), start + 2h);
    EXPECT_EQ(engine::CoolDowns::named_in(store, "b.example", start), start + 1h);
    EXPECT_EQ(engine::CoolDowns::named_in(store, "a.example", start), std::nullopt);
    EXPECT_THAT(store.notes("cool-down "), SizeIs(2)) << "what is over is forgotten";
}

}  // namespace
}  // namespace feedherald::tests
