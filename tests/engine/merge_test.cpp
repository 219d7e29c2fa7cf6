// SPDX-License-Identifier: MIT
// Feeds that move, and feeds that turn out to be one.
#include "engine/world.hpp"

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;

constexpr char old_url[] = "https://old.example/feed";
constexpr char new_url[] = "https://new.example/feed";

std::size_t requests_to(World const& world, std::string const& url) {
    std::size_t count = 0;
    for (auto const& request : world.http.requests) count += request.uri.text() == url ? 1U : 0U;
    return count;
}

/** That address redirects to the publisher's, as a chain of such hops. */
void redirect(World& world, std::string const& from, Publisher& to, bool permanently = true) {
    world.http.answers[from] = [&to, permanently](net::Request const& request) {
        auto exchanged = to.answer(request);
        exchanged->url = new_url;
        exchanged->moved_permanently = permanently;
        return exchanged;
    };
}

std::vector<std::string> titles(World& world, std::string const& sink = "desktop") {
    return world.received[sink].titles();
}

Subscription& fixed(Subscription& sub) {
    sub.poll.interval = 1h;
    return sub;
}

TEST(MovedFeed, is_asked_at_its_new_address_and_in_the_end_only_there_A64) {
    World world;
    fixed(world.subscribe(old_url));
    Publisher feed("A feed");
    feed.publish("1", "One");
    redirect(world, old_url, feed);
    world.http.answers[new_url] = [&](auto const& request) { return feed.answer(request); };
    world.begin();
    world.run_for(1min);
    EXPECT_EQ(requests_to(world, old_url), 1U);

    world.run_for(24h * 10);

    EXPECT_EQ(requests_to(world, old_url), 3U) << "once a day until it is certain";
    EXPECT_GT(requests_to(world, new_url), 200U);
    for (auto const& request : world.http.requests)
        EXPECT_TRUE(request.conditional || &request == &world.http.requests.front()) << "validators go along (A-62)";
    feed.publish("2", "Two");
    world.run_for(2h);
    EXPECT_EQ(titles(world), std::vector<std::string>{"Two"});
}

TEST(MovedFeed, is_asked_at_its_own_address_again_when_the_new_one_is_gone_A64) {
    World world;
    fixed(world.subscribe(old_url));
    Publisher feed("A feed");
    feed.publish("1", "One");
    redirect(world, old_url, feed);
    world.http.answers[new_url] = [](auto const&) { return status(410); };
    world.begin();
    world.run_for(1min);
    ASSERT_EQ(requests_to(world, old_url), 1U);

    feed.publish("2", "Two");
    world.run_for(5h);

    EXPECT_GE(requests_to(world, old_url), 2U);
    EXPECT_EQ(titles(world), std::vector<std::string>{"Two"});
}

TEST(MovedFeed, takes_no_secret_to_another_origin_A61) {
    World world;
    auto& sub = fixed(world.subscribe(old_url));
    sub.fetch.edit().username = "me";
    sub.fetch.edit().password = Secret("secret");
    sub.fetch.edit().headers = {{"X-Api-Key", Secret("key")}};
    sub.fetch.edit().client_cert = "me.pem";
    Publisher feed("A feed");
    redirect(world, old_url, feed);
    world.http.answers[new_url] = [&](auto const& request) { return feed.answer(request); };
    world.begin();
    world.run_for(3h);

    ASSERT_GT(requests_to(world, new_url), 0U);
    for (auto const& request : world.http.requests) {
        bool const home = request.uri.text() == old_url;
        EXPECT_EQ(request.basic.has_value(), home);
        EXPECT_EQ(request.origin_headers.empty(), !home);
        EXPECT_EQ(request.reach.client_cert.empty(), !home);
    }
}

TEST(MovedFeed, comes_back_when_the_new_address_has_nothing_A64) {
    World world;
    fixed(world.subscribe(old_url));
    Publisher feed("A feed");
    feed.publish("1", "One");
    redirect(world, old_url, feed);
    world.http.answers[new_url] = [&](auto const&) { return status(404); };
    world.begin();
    world.run_for(90min);
    world.http.answers[old_url] = [&](auto const& request) { return feed.answer(request); };
    feed.publish("2", "Two");
    world.run_for(3h);

    EXPECT_EQ(requests_to(world, new_url), 1U);
    EXPECT_EQ(titles(world), std::vector<std::string>{"Two"});
}

TEST(MovedFeed, is_moved_over_restarts_too) {
    World world;
    fixed(world.subscribe(old_url));
    Publisher feed("A feed");
    redirect(world, old_url, feed);
    world.http.answers[new_url] = [&](auto const& request) { return feed.answer(request); };
    world.begin();
    world.run_for(1min);
    world.end();
    world.begin();
    world.run_for(2h);

    EXPECT_EQ(requests_to(world, old_url), 1U);
}

TEST(MergedFeeds, that_ask_the_same_share_one_request_A36) {
    World world;
    auto& feed = world.publisher("https://feeds.example/rss");
    fixed(world.settings.feeds.back());
    auto& twin = fixed(world.subscribe("https://feeds.example/rss#again"));
    twin.alerts.edit().to = {SinkName("other")};
    world.settings.sinks.push_back(World::sink("other", "console"));
    feed.publish("1", "One");
    world.begin();
    world.run_for(1min);
    EXPECT_EQ(world.http.requests.size(), 1U);

    feed.publish("2", "Two");
    world.run_for(24h);

    EXPECT_LE(world.http.requests.size(), 25U);
    EXPECT_EQ(titles(world), std::vector<std::string>{"Two"});
    EXPECT_EQ(titles(world, "other"), std::vector<std::string>{"Two"}) << "each to its own sinks";
}

TEST(MergedFeeds, that_move_to_one_address_alert_once_A65) {
    World world;
    auto& feed = world.publisher(new_url);
    fixed(world.settings.feeds.back());
    Publisher old("Old");
    for (auto* const publisher : {&feed, &old}) publisher->publish("1", "One");
    world.http.answers[old_url] = [&](auto const& request) { return old.answer(request); };
    fixed(world.subscribe(old_url));
    feed.publish("2", "Two");
    world.begin();
    world.run_for(90min);

    redirect(world, old_url, feed);
    world.run_for(12h);
    EXPECT_EQ(titles(world), std::vector<std::string>{}) << "what one of them knows is new to none";

    auto const before = world.http.requests.size();
    feed.publish("3", "Three");
    world.run_for(12h);
    EXPECT_EQ(titles(world), std::vector<std::string>{"Three"});
    EXPECT_LE(world.http.requests.size() - before, 13U) << "one request for both (A-36)";
}

TEST(MergedFeeds, that_a_temporary_redirect_joins_alert_once_A65) {
    World world;
    auto& feed = world.publisher(new_url);
    fixed(world.settings.feeds.back());
    feed.publish("1", "One");
    redirect(world, old_url, feed, false);
    fixed(world.subscribe(old_url));
    world.begin();
    world.run_for(90min);
    feed.publish("2", "Two");
    world.run_for(5h);

    EXPECT_EQ(titles(world), std::vector<std::string>{"Two"});
    EXPECT_GT(requests_to(world, old_url), 4U) << "a temporary redirect is asked each time";
}

TEST(MergedFeeds, with_other_credentials_ask_each_for_itself) {
    World world;
    world.publisher("https://feeds.example/rss");
    fixed(world.settings.feeds.back());
    fixed(world.subscribe("https://feeds.example/rss#mine")).fetch.edit().bearer = Secret("token");
    world.begin();
    world.run_for(1min);

    EXPECT_EQ(world.http.requests.size(), 2U);
}

TEST(MergedFeeds, a_304_to_one_says_nothing_of_another_that_knows_less) {
    World world;
    auto& feed = world.publisher("https://feeds.example/rss");
    fixed(world.settings.feeds.back());
    feed.publish("1", "One");
    world.begin();
    world.run_for(1min);
    world.end();
    fixed(world.subscribe("https://feeds.example/rss#again"));
    world.begin();
    world.run_for(90min);

    for (auto const& state : world.store.all_feeds()) {
        EXPECT_EQ(state.health, Health::ok) << state.url;
        EXPECT_EQ(state.validators.etag, feed.etag()) << state.url;
    }
    EXPECT_EQ(titles(world), std::vector<std::string>{});
}

}  // namespace
}  // namespace feedherald::tests
