// SPDX-License-Identifier: MIT
#include "engine/outage.hpp"

#include "engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using engine::Outage;
using testing::ElementsAre;
using Kind = FetchFailure::Kind;

Fetched unreachable(Kind kind) {
    FetchFailure failure;
    failure.kind = kind;
    failure.reason = "no answer";
    return failure;
}

Fetched page(std::string url) {
    Document document;
    document.answer.status = 200;
    document.answer.url = std::move(url);
    return document;
}

std::string host(int i) {
    return "https://host" + std::to_string(i) + ".example/rss";
}

TEST(Outage, one_host_that_is_away_says_nothing_of_us_but_three_do_A29) {
    Outage outage;
    EXPECT_FALSE(outage.is_ours(host(1), unreachable(Kind::dns), start));
    EXPECT_FALSE(outage.is_ours(host(1), unreachable(Kind::dns), start));
    EXPECT_FALSE(outage.is_ours(host(2), unreachable(Kind::connect), start));
    EXPECT_TRUE(outage.is_ours(host(3), unreachable(Kind::timeout), start));
    EXPECT_FALSE(outage.is_ours(host(4), page(host(4)), start));
    EXPECT_FALSE(outage.is_ours(host(1), unreachable(Kind::dns), start)) << "somebody has answered";
}

TEST(Outage, no_route_is_ours_and_a_refusal_never_is_A29) {
    Outage outage;
    EXPECT_TRUE(outage.is_ours(host(1), unreachable(Kind::offline), start));
    for (int i = 0; i < 9; ++i) EXPECT_FALSE(outage.is_ours(host(i), unreachable(Kind::too_large), start));
    for (int i = 0; i < 9; ++i)
        EXPECT_FALSE(
            outage.is_ours("http://192.168.1." + std::to_string(i + 1) + "/", unreachable(Kind::connect), start));
}

TEST(Outage, a_login_page_in_the_place_of_a_feed_is_a_portal_unless_others_answer_A29_A66) {
    Outage outage;
    auto const login = page("http://wifi.hotel.example/login?to=feed");
    EXPECT_TRUE(outage.is_ours(host(1), login, start));
    EXPECT_FALSE(outage.is_ours(host(1), login, start + 25h)) << "a day later it is the publisher's own login";

    Outage fine;
    EXPECT_FALSE(fine.is_ours(host(2), page(host(2)), start));
    EXPECT_FALSE(fine.is_ours(host(1), login, start + 1min));
    EXPECT_FALSE(fine.is_ours(host(1), page("https://host1.example/login"), start + 1h)) << "its own page";
}

TEST(Outage, a_feed_is_no_portal_wherever_it_lives_A29) {
    auto found = std::get<Document>(page("https://www.theregister.example/headlines.atom"));
    found.body = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>1</id></entry></feed>";
    FetchFailure refused;
    refused.kind = Kind::status;
    refused.answer = found.answer;
    refused.answer->status = 503;

    EXPECT_FALSE(Outage{}.is_ours("https://theregister.example/headlines.atom", found, start));
    EXPECT_FALSE(Outage{}.is_ours("https://theregister.example/headlines.atom", refused, start));
}

TEST(Outage, just_after_waking_who_cannot_be_reached_need_not_be_away) {
    Outage outage;
    outage.network_changed(start);
    EXPECT_TRUE(outage.is_ours(host(1), unreachable(Kind::dns), start + 30s));
    EXPECT_FALSE(outage.is_ours(host(2), page(host(2)), start + 40s));
    EXPECT_FALSE(outage.is_ours(host(1), unreachable(Kind::dns), start + 50s)) << "the network is there";
}

/** Many feeds, each on a host of its own, and a network that can be taken away. */
struct Village : World {
    explicit Village(int feeds) {
        for (int i = 0; i < feeds; ++i) {
            auto const url = host(i);
            publisher(url).publish("1", "one", "Sun, 22 Nov 2026 07:00:00 GMT");
            auto const answer = http.answers[url];
            http.answers[url] = [this, answer](net::Request const& request) -> net::Exchanged {
                if (away) return failure(*away, "the network is unreachable");
                ++answered;
                return answer(request);
            };
        }
    }
    [[nodiscard]] int failing() { return static_cast<int>(store.feed_counts().failing); }
    std::optional<net::Failure::Kind> away;
    int answered = 0;
};

TEST(Offline, six_hours_without_a_network_cost_no_feed_anything_A29) {
    Village village(100);
    village.begin();
    village.run_for(10min);
    ASSERT_EQ(village.answered, 100);

    village.away = net::Failure::Kind::offline;
    village.http.requests.clear();
    village.run_for(6h);
    EXPECT_EQ(village.failing(), 0);
    EXPECT_LT(village.http.requests.size(), 220U) << "one attempt in five minutes, not all feeds again and again";

    village.away.reset();
    village.answered = 0;
    village.run_for(10min);
    EXPECT_EQ(village.answered, 100) << "each feed once";
    EXPECT_EQ(village.failing(), 0);
}

TEST(Offline, a_network_that_comes_half_a_minute_after_waking_makes_no_error_and_all_are_polled_in_two_minutes) {
    for (auto const kind : {net::Failure::Kind::offline, net::Failure::Kind::dns}) {
        Village village(50);
        village.begin();
        village.run_for(10min);
        village.daemon->set_asleep(true);
        village.answered = 0;
        village.http.requests.clear();
        village.run_for(8h);
        EXPECT_EQ(village.http.requests.size(), 0U) << "a machine that sleeps asks nobody";

        village.away = kind;
        village.daemon->set_asleep(false);
        village.run_for(30s);
        village.away.reset();
        village.run_for(90s);
        EXPECT_EQ(village.answered, 50);
        EXPECT_EQ(village.failing(), 0);
    }
}

TEST(Offline, behind_a_portal_nobody_is_asked) {
    Village village(5);
    village.begin();
    village.daemon->set_network({engine::Network::State::portal, false});
    village.run_for(12h);
    EXPECT_EQ(village.http.requests.size(), 0U);
    village.daemon->set_network({engine::Network::State::there, false});
    village.run_for(1min);
    EXPECT_EQ(village.answered, 5);
}

TEST(Offline, what_the_system_thinks_of_the_network_is_put_to_the_test) {
    Village village(5);
    village.begin();
    village.daemon->set_network({engine::Network::State::away, false});
    village.run_for(10min);
    EXPECT_EQ(village.answered, 5) << "an interface that NetworkManager does not manage";
}

TEST(Metered, is_asked_a_quarter_as_often_or_not_at_all) {
    auto const requests_in_two_days = [](config::OnMetered on_metered) {
        Village village(1);
        village.settings.feeds[0].poll.interval = 1h;
        village.settings.poll.on_metered = on_metered;
        village.begin();
        village.daemon->set_network({engine::Network::State::there, true});
        village.run_for(48h);
        return village.answered;
    };
    EXPECT_GT(requests_in_two_days(config::OnMetered::poll), 40);
    auto const slow = requests_in_two_days(config::OnMetered::slow);
    EXPECT_GE(slow, 10);
    EXPECT_LE(slow, 13);
    EXPECT_EQ(requests_in_two_days(config::OnMetered::stop), 0);
}

TEST(Metered, feeds_in_the_house_are_free_of_it) {
    World world;
    world.publisher("http://192.168.1.9/rss").publish("1", "one");
    world.settings.feeds[0].poll.interval = 1h;
    world.settings.poll.on_metered = config::OnMetered::stop;
    world.begin();
    world.daemon->set_network({engine::Network::State::away, true});
    world.run_for(24h);
    EXPECT_GT(world.http.requests.size(), 20U);
}

}  // namespace
}  // namespace feedherald::tests
