// SPDX-License-Identifier: MIT
// Feeds that publish more between two polls than their document holds.
#include "engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::SizeIs;

constexpr char url[] = "https://busy.example/feed/";

/** Posts newest first, ten to a page, as RFC 5005 or WordPress pages them. */
struct Busy {
    enum class Paging { none, linked, wordpress } paging = Paging::none;
    int posts = 10;
    std::vector<std::string> asked;

    [[nodiscard]] std::string page(int number) const {
        std::string text =
            "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
            "xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"><channel><title>Busy</title>";
        if (paging == Paging::wordpress)
            text += "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>";
        int const newest = posts - 10 * (number - 1);
        if (paging == Paging::linked && newest > 10)
            text += "<atom:link rel=\"prev-archive\" href=\"/feed/?page=" + std::to_string(number + 1) + "\"/>";
        for (int i = newest; i > std::max(newest - 10, 0); --i)
            text += "<item><guid isPermaLink=\"false\">" + std::to_string(i) + "</guid><title>post " +
                    std::to_string(i) + "</title><link>https://busy.example/" + std::to_string(i) + "</link></item>";
        return text + "</channel></rss>";
    }

    void serve(World& world) {
        world.subscribe(url);
        world.settings.feeds.back().poll.interval = 6h;
        for (int number = 1; number <= 9; ++number) {
            std::string address = url;
            if (number > 1) address += (paging == Paging::linked ? "?page=" : "?paged=") + std::to_string(number);
            world.http.answers[address] = [this, number](net::Request const& request) -> net::Exchanged {
                asked.push_back(request.uri.text());
                return ok(page(number), {{"Last-Modified", std::to_string(posts)}});
            };
        }
    }
};

FeedState state_of(World& world) {
    return world.store.known(world.daemon->settings().feeds[0].id).value();
}

TEST(Gap, older_pages_are_read_until_they_reach_what_is_known) {
    for (auto const paging : {Busy::Paging::linked, Busy::Paging::wordpress}) {
        Busy busy{paging};
        World world;
        busy.serve(world);
        world.begin();
        world.run_for(1min);
        busy.posts = 38;
        busy.asked.clear();
        world.run_for(7h);

        EXPECT_THAT(world.received["desktop"].titles(), SizeIs(28)) << "no post is missed";
        EXPECT_THAT(busy.asked, SizeIs(3)) << "the document and two pages";
        EXPECT_FALSE(state_of(world).may_have_missed);
        EXPECT_TRUE(state_of(world).last_gap);
    }
}

TEST(Gap, what_lies_beyond_the_known_on_an_older_page_is_old) {
    auto const document = [](int newest, int oldest, std::string const& next) {
        std::string text = R"(<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>B</title>)";
        if (!next.empty()) text += "<atom:link rel=\"prev-archive\" href=\"" + next + "\"/>";
        for (int i = newest; i >= oldest; --i)
            text += "<item><guid>" + std::to_string(i) + "</guid><title>post " + std::to_string(i) + "</title></item>";
        return text + "</channel></rss>";
    };
    World world;
    world.subscribe(url);
    world.settings.feeds.back().poll.interval = 6h;
    world.http.answers[url] = [&](auto const&) { return ok(document(10, 8, "")); };
    world.http.answers["https://busy.example/older"] = [&](auto const&) { return ok(document(13, 1, "")); };
    world.begin();
    world.run_for(1min);
    world.http.answers[url] = [&](auto const&) { return ok(document(16, 14, "/older")); };
    world.run_for(7h);

    EXPECT_THAT(world.received["desktop"].titles(), SizeIs(6)) << "from 11 to 16";
    EXPECT_FALSE(state_of(world).may_have_missed);
}

TEST(Gap, five_older_pages_are_enough) {
    Busy busy{Busy::Paging::linked};
    World world;
    busy.serve(world);
    world.begin();
    world.run_for(1min);
    busy.posts = 200;
    busy.asked.clear();
    world.run_for(7h);

    EXPECT_THAT(busy.asked, SizeIs(6));
    EXPECT_TRUE(state_of(world).may_have_missed);
}

TEST(Gap, is_remembered_where_there_are_no_older_pages) {
    Busy busy{Busy::Paging::none};
    World world;
    busy.serve(world);
    world.begin();
    world.run_for(1min);
    busy.posts = 38;
    busy.asked.clear();
    world.run_for(7h);

    EXPECT_THAT(world.received["desktop"].titles(), SizeIs(10));
    EXPECT_THAT(busy.asked, SizeIs(1)) << "no address is guessed";
    EXPECT_TRUE(state_of(world).may_have_missed);
}

TEST(Gap, next_url_of_a_json_feed_is_not_followed_B26) {
    World world;
    world.subscribe("https://json.example/feed");
    world.settings.feeds.back().poll.interval = 6h;
    int posts = 3;
    world.http.answers["https://json.example/feed"] = [&](net::Request const&) -> net::Exchanged {
        std::string text =
            R"({"version":"https://jsonfeed.org/version/1.1","title":"J","next_url":"/feed?page=2","items":[)";
        for (int i = posts - 2; i <= posts; ++i)
            text += (i == posts - 2 ? "" : ",") + std::string(R"({"id":")") + std::to_string(i) +
                    R"(","content_text":"post"})";
        return ok(text + "]}", {{"Last-Modified", std::to_string(posts)}});
    };
    world.begin();
    world.run_for(1min);
    posts = 30;
    world.http.requests.clear();
    world.run_for(7h);

    EXPECT_THAT(world.http.requests, SizeIs(1));
    EXPECT_THAT(world.received["desktop"].titles(), SizeIs(3));
}

TEST(Gap, a_page_that_is_refused_keeps_the_host_quiet_A24) {
    Busy busy{Busy::Paging::linked};
    World world;
    busy.serve(world);
    world.publisher("https://busy.example/other").publish("1", "one", "Sun, 22 Nov 2026 07:00:00 GMT");
    world.settings.feeds.back().poll.interval = 1h;
    world.begin();
    world.run_for(1min);
    busy.posts = 58;
    std::optional<Instant> refused;
    std::vector<Instant> when;
    world.http.on_request = [&] {
        if (refused) when.push_back(world.clock.now());
    };
    world.http.answers[url + std::string("?page=2")] = [&](net::Request const&) -> net::Exchanged {
        refused = world.clock.now();
        return status(429, {{"Retry-After", "86400"}});
    };
    world.run_for(7h);
    ASSERT_TRUE(refused);
    auto const asked_after = when.size();
    world.run_for(16h);

    EXPECT_EQ(asked_after, 0U);
    EXPECT_THAT(when, SizeIs(0)) << "a day is a day";
}

TEST(Gap, the_redirect_of_a_page_is_as_much_a_matter_of_cool_downs_as_that_of_a_feed_A24) {
    Busy busy{Busy::Paging::linked};
    World world;
    busy.serve(world);
    world.begin();
    world.run_for(1min);
    busy.posts = 28;
    int asking = 0;
    world.http.on_request = [&] { asking += world.http.requests.back().before_redirect ? 1 : 0; };
    busy.asked.clear();
    world.run_for(7h);

    EXPECT_THAT(busy.asked, SizeIs(2)) << "the document and a page";
    EXPECT_EQ(asking, 2);
}

TEST(Gap, is_not_seen_in_a_part_of_a_document_A52_A53) {
    for (bool const is_cut : {false, true}) {
        Busy busy{Busy::Paging::linked};
        World world;
        busy.serve(world);
        world.begin();
        world.run_for(1min);
        busy.posts = 38;
        busy.asked.clear();
        world.http.answers[url] = [&](net::Request const&) -> net::Exchanged {
            auto part = ok(busy.page(1), {{"IM", "feed"}});
            if (is_cut)
                part.complete = false;
            else
                part.status = 226;
            return part;
        };
        world.run_for(7h);

        EXPECT_THAT(world.received["desktop"].titles(), SizeIs(10));
        EXPECT_THAT(busy.asked, SizeIs(0)) << "what a part lacks was not missed";
        EXPECT_FALSE(state_of(world).may_have_missed);
    }
}

TEST(Gap, the_host_is_not_pressed_while_its_pages_are_read_A34) {
    Busy busy{Busy::Paging::linked};
    World world;
    busy.serve(world);
    world.begin();
    world.run_for(1min);
    busy.posts = 58;
    std::vector<Instant> when;
    world.http.on_request = [&] { when.push_back(world.clock.now()); };
    world.run_for(7h);

    ASSERT_THAT(when, SizeIs(5));
    for (std::size_t i = 1; i < when.size(); ++i) EXPECT_GE(when[i] - when[i - 1], 5s);
}

}  // namespace
}  // namespace feedherald::tests
