// SPDX-License-Identifier: MIT
// FRB 020-037, 070, 071, 110-120: how often a reader asks, when all is well and when it is not.
#include "conduct/street.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::conduct {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Lt;

constexpr char target[] = "/feed.xml";

Page page(int newest, std::string extra = {}) {
    Page made;
    made.body = document(newest);
    made.etag = "\"" + std::to_string(newest) + "\"";
    made.extra = std::move(extra);
    return made;
}

Page refusal(int status, std::string extra = {}) {
    Page made;
    made.status = status;
    made.body = "<p>no</p>";
    made.extra = std::move(extra);
    return made;
}

struct OneFeed : Street {
    explicit OneFeed(Page const& first) {
        site.serve(target, first);
        subscribe(url(target));
        begin();
        run_for(1min);
    }
    /** Requests for the feed within that time from now. */
    int requests_in(Duration span) {
        auto const before = site.requests_for(target);
        run_for(span);
        return site.requests_for(target) - before;
    }
};

TEST(Conduct, a_retry_after_is_obeyed_to_the_second_over_restarts) {  // FRB020
    for (int const status : {429, 503, 403, 500}) {
        OneFeed street(page(1));
        street.site.serve(target, refusal(status, "Retry-After: 432000\r\n"));
        EXPECT_EQ(street.requests_in(2h), 1) << status;
        for (int day = 1; day <= 4; ++day) {
            street.restart();
            EXPECT_EQ(street.requests_in(24h), 0) << status << " on day " << day;
        }
        street.site.serve(target, page(2));
        EXPECT_EQ(street.requests_in(36h) > 0, true) << status;
        EXPECT_THAT(street.titles(), ElementsAre("Item 2"));
    }
}

TEST(Conduct, a_429_without_a_hint_slows_down_by_itself) {  // FRB021; A-22
    OneFeed street(page(1));
    street.site.serve(target, refusal(429));
    EXPECT_LE(street.requests_in(24h), 5) << "after 1, 2, 4, 8 hours";
    EXPECT_LE(street.requests_in(24h * 7), 8) << "once a day";
}

TEST(Conduct, one_refusal_speaks_for_all_feeds_of_its_host) {  // FRB020, FRB033; A-24
    Street street;
    for (auto const* path : {"/a", "/b", "/c"}) {
        street.site.serve(path, refusal(429, "Retry-After: 86400\r\n"));
        street.subscribe(street.url(path));
    }
    street.begin();
    street.run_for(23h);

    EXPECT_EQ(street.site.marks().requests, 1);
}

TEST(Conduct, an_answer_is_kept_as_long_as_its_server_says) {  // FRB022
    Page fresh = page(1, "Cache-Control: max-age=43200\r\n");
    fresh.patience = 12h;
    OneFeed street(fresh);
    street.run_for(24h * 5);
    EXPECT_EQ(street.site.marks().early, 0);
    EXPECT_GE(street.site.marks().requests, 9);

    Page busy = refusal(429, "Retry-After: 60\r\nCache-Control: max-age=172800\r\n");
    busy.patience = 48h;
    street.site.serve(target, busy);
    street.run_for(24h * 5);
    EXPECT_EQ(street.site.marks().early, 0);
}

TEST(Conduct, a_feed_that_publishes_weekly_is_asked_less_than_one_that_publishes_hourly) {  // FRB023; A-19b
    auto const requests_a_week = [](Duration gap) {
        Street street;
        std::string items;
        for (int i = 0; i < 20; ++i) {
            auto const at = std::chrono::floor<std::chrono::seconds>(start - 10min - i * gap);
            auto const day = std::chrono::floor<std::chrono::days>(at);
            std::chrono::year_month_day const date{day};
            std::chrono::hh_mm_ss const time{at - day};
            char text[32];
            std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:00Z", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
            items += "<entry><id>tag:" + std::to_string(i) + "</id><title>x</title><updated>" + text +
                     "</updated><published>" + text + "</published></entry>";
        }
        Page feed = page(1);
        feed.body = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title>" + items + "</feed>";
        street.site.serve(target, feed);
        street.subscribe(street.url(target)).poll.interval.reset();
        street.begin();
        street.run_for(24h * 7);
        EXPECT_EQ(street.site.marks().early, 0) << "never more than once an hour";
        return street.site.marks().requests;
    };
    EXPECT_GT(requests_a_week(1h), 2 * requests_a_week(24h * 7));
}

TEST(Conduct, what_the_document_asks_for_is_done) {  // FRB024; A-19
    Page daily = page(1);
    daily.body.insert(daily.body.find("<item>"), "<ttl>1440</ttl>");
    daily.patience = 24h;
    OneFeed street(daily);
    street.run_for(24h * 10);

    EXPECT_EQ(street.site.marks().early, 0);
    EXPECT_GE(street.site.marks().requests, 8);
}

TEST(Conduct, many_feeds_of_one_host_are_asked_one_by_one_over_one_connection) {  // FRB033, FRB034
    Street street;
    for (int i = 0; i < 8; ++i) {
        auto const path = "/" + std::to_string(i);
        street.site.serve(path, page(1));
        street.subscribe(street.url(path));
    }
    street.begin();
    street.run_for(10min);

    auto const& starts = street.starts();
    ASSERT_EQ(starts.size(), 8U);
    for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_GE(starts[i] - starts[i - 1], 5s);
    EXPECT_EQ(street.server().most_at_once(), 1);
    EXPECT_EQ(street.server().connections(), 1);
}

TEST(Conduct, a_person_cannot_hurry_a_public_host) {  // FRB070, FRB071; A-45
    OneFeed street(page(1));
    for (int i = 0; i < 59; ++i) {
        street.poll_now();
        street.run_for(1min);
    }

    EXPECT_LE(street.site.marks().requests, 12) << "every five minutes at most";
    EXPECT_EQ(street.site.marks().unconditional, 1) << "a wish is conditional too";
}

TEST(Conduct, whatever_fails_is_asked_less_and_less) {  // FRB110, 112, 113, 115, 117, 118, 119
    Page parked = page(9);
    parked.body = "<!DOCTYPE html><html><head><title>This domain is for sale</title></head><body/></html>";
    std::vector<Page> troubles{parked};
    for (int const status : {400, 403, 404, 500}) troubles.push_back(refusal(status));
    for (auto const& trouble : troubles) {
        OneFeed street(page(1));
        street.site.serve(target, trouble);
        EXPECT_LE(street.requests_in(24h), 8) << trouble.status;
        EXPECT_LE(street.requests_in(24h * 13), 15) << trouble.status;
        EXPECT_LE(street.requests_in(24h * 30), 12) << trouble.status << ": after two weeks every three days";
        EXPECT_EQ(street.state().validators.etag, "\"1\"") << trouble.status;
        EXPECT_THAT(street.kinds(), ElementsAre("feed.failing")) << trouble.status << ": the user is told once";

        street.site.serve(target, page(2));
        street.run_for(24h * 4);
        EXPECT_THAT(street.titles(), Contains("Item 2")) << trouble.status;
        EXPECT_GT(street.requests_in(24h), 20) << trouble.status << ": one success makes all good";
    }
}

TEST(Conduct, a_name_that_is_gone_and_a_server_that_is_down_are_asked_less_and_less) {  // FRB116, FRB117; A-25
    for (std::string const url : {"https://nowhere.test/feed", "https://feed.test:9/feed"}) {
        Street street;
        street.subscribe(url);
        street.begin();
        street.run_for(24h);
        EXPECT_LE(street.starts().size(), 8U) << url;
        auto const before = street.starts().size();
        street.run_for(24h * 13);
        EXPECT_LE(street.starts().size() - before, 15U) << url;
    }
}

TEST(Conduct, a_404_that_comes_and_goes_loses_and_alarms_nobody) {  // FRB113
    OneFeed street(page(1, "Cache-Control: max-age=900\r\n"));
    for (int day = 2; day <= 12; ++day) {
        street.run_for(20h);
        street.site.serve(target, refusal(404));
        street.run_for(4h);
        street.site.serve(target, page(day, "Cache-Control: max-age=900\r\n"));
    }
    street.run_for(24h);

    EXPECT_EQ(street.titles().size(), 11U);
    EXPECT_THAT(street.kinds(), Each("item.new"));
}

TEST(Conduct, a_feed_that_is_gone_is_reported_once_and_left_alone) {  // FRB111, FRB114; A-26
    OneFeed street(page(1));
    street.site.serve(target, refusal(410));
    EXPECT_EQ(street.requests_in(24h), 1);
    street.restart();
    EXPECT_EQ(street.requests_in(24h * 100), 0);

    EXPECT_THAT(street.kinds(), ElementsAre("feed.gone"));
    EXPECT_EQ(street.state().health, Health::gone);
    EXPECT_TRUE(street.poll_now()) << "a person may look once more";
    EXPECT_EQ(street.requests_in(24h * 100), 1);
}

TEST(Conduct, errors_are_kept_in_words) {  // FRB101, FRB120
    struct Case {
        Page page;
        char const* words;
    };
    auto challenge = refusal(403, "cf-mitigated: challenge\r\nContent-Type: text/html\r\n");
    auto parked = page(1);
    parked.body = "<html><body>nothing</body></html>";
    Case const cases[] = {{refusal(404), "404 Not Found"},
                          {challenge, "blocked by a bot challenge"},
                          {parked, "HTML page"},
                          {refusal(503), "503 Service Unavailable"}};
    for (auto const& one : cases) {
        OneFeed street(one.page);
        auto const state = street.state();
        EXPECT_THAT(state.last_error, HasSubstr(one.words));
        EXPECT_EQ(state.last_status, one.page.status);
        EXPECT_TRUE(state.next_poll);
        EXPECT_EQ(state.error_body, one.page.status == 200 ? "" : "<p>no</p>");
    }
}

TEST(Conduct, a_used_up_rate_limit_is_waited_for) {
    Street street;
    for (auto const* path : {"/a", "/b"}) {
        street.site.serve(path, page(1, "X-RateLimit-Remaining: 0.0\r\nX-RateLimit-Reset: 600\r\n"));
        street.subscribe(street.url(path));
    }
    street.begin();
    street.run_for(30min);

    ASSERT_EQ(street.starts().size(), 2U);
    EXPECT_GE(street.starts()[1] - street.starts()[0], 602s);
}

}  // namespace
}  // namespace feedherald::conduct
