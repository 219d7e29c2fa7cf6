// SPDX-License-Identifier: MIT
// FRB 130-137: feeds that move, for a while or for good, and feeds that meet.
#include "conduct/street.hpp"
#include "net/harness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::conduct {
namespace {

using namespace std::chrono_literals;
using net_test::fields;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::UnorderedElementsAre;

Page page(int newest) {
    Page made;
    made.body = document(newest);
    made.etag = "\"" + std::to_string(newest) + "\"";
    return made;
}

Page redirect(int status, std::string const& location) {
    Page made;
    made.status = status;
    made.extra = "Location: " + location + "\r\n";
    return made;
}

TEST(Conduct, a_permanent_redirect_is_remembered_at_once_and_for_good_after_two_days) {  // FRB130, FRB131
    for (int const status : {301, 308}) {
        Street street;
        street.site.serve("/new", page(1));
        street.site.serve("/old", redirect(status, street.url("/new", "moved.test")));
        street.subscribe(street.url("/old"));
        street.begin();
        street.run_for(23h);
        EXPECT_EQ(street.site.requests_for("/old"), 1) << status;
        EXPECT_GT(street.site.requests_for("/new"), 20) << status;

        street.run_for(24h * 3);
        EXPECT_EQ(street.site.requests_for("/old"), 3) << status << ": looked at once a day until it is certain";
        EXPECT_EQ(street.state().move.to, street.url("/new", "moved.test"));
        EXPECT_EQ(street.site.marks().early, 0) << status;
        auto const old_marks = street.site.requests_for("/old");
        EXPECT_EQ(street.site.marks().unconditional, old_marks + 1) << "the new address is asked conditionally";

        street.restart();
        street.site.serve("/new", page(2));
        street.run_for(2h);
        EXPECT_EQ(street.site.requests_for("/old"), old_marks) << status;
        EXPECT_THAT(street.titles(), ElementsAre("Item 2"));
    }
}

TEST(Conduct, a_temporary_redirect_is_followed_each_time_and_still_answered_by_304) {  // FRB132, FRB133
    for (int const status : {302, 303, 307}) {
        Street street;
        street.site.serve("/new", page(1));
        street.site.serve("/old", redirect(status, "/new"));
        street.subscribe(street.url("/old"));
        street.begin();
        street.run_for(24h);

        EXPECT_EQ(street.site.requests_for("/old"), street.site.requests_for("/new")) << status;
        EXPECT_EQ(street.site.marks().not_modified, street.site.requests_for("/new") - 1) << status;
        EXPECT_EQ(street.state().move.to, "") << status;
    }
}

TEST(Conduct, a_permanent_redirect_to_what_is_not_this_feed_is_not_believed) {  // FRB134
    struct Case {
        char const* target;
        Page page;
    };
    Page error;
    error.body = "<html><body>Oops</body></html>";
    Page other = page(1);
    other.body = "<rss version=\"2.0\"><channel><title>Other</title><item><guid>x</guid></item></channel></rss>";
    Case const cases[] = {{"/new", error}, {"/new", other}, {"/login?next=feed", page(1)}};
    for (auto const& one : cases) {
        Street street;
        street.site.serve("/old", page(1));
        street.subscribe(street.url("/old"));
        street.begin();
        street.run_for(1min);
        street.site.serve(one.target, one.page);
        street.site.serve("/old", redirect(301, one.target));
        street.run_for(90min);
        EXPECT_EQ(street.state().move.to, "") << one.target;

        street.site.serve("/old", page(2));
        street.run_for(24h);
        EXPECT_THAT(street.titles(), testing::Contains("Item 2")) << one.target;
    }
}

TEST(Conduct, a_new_address_that_has_nothing_gives_the_old_one_back) {  // FRB130; A-64
    Street street;
    street.site.serve("/new", page(1));
    street.site.serve("/old", redirect(301, "/new"));
    street.subscribe(street.url("/old"));
    street.begin();
    street.run_for(5h);
    Page gone;
    gone.status = 404;
    street.site.serve("/new", gone);
    street.site.serve("/old", page(2));
    street.run_for(5h);

    EXPECT_EQ(street.state().move.to, "");
    EXPECT_THAT(street.titles(), ElementsAre("Item 2"));
}

TEST(Conduct, a_move_is_told_and_kept_for_the_user_to_see) {  // FRB135; A-64
    Street street;
    street.site.serve("/new", page(1));
    street.site.serve("/old", redirect(301, "/new"));
    street.subscribe(street.url("/old"));
    street.begin();
    testing::internal::CaptureStderr();
    street.run_for(24h * 3);
    auto const log = testing::internal::GetCapturedStderr();

    EXPECT_THAT(log, HasSubstr("has moved permanently to " + street.url("/new")));
    EXPECT_THAT(log, HasSubstr("has moved for good to " + street.url("/new") + ": change its url"));
    EXPECT_EQ(street.state().url, street.url("/old")) << "the configuration stays the user's";
}

TEST(Conduct, a_bad_certificate_is_told_in_words_and_never_passed_over) {  // FRB136; A-54
    Street street;
    street.site.serve("/feed", page(1));
    auto& sub = street.subscribe(street.url("/feed", "127.0.0.9"));  // not among the certificate's names
    sub.fetch.edit().allow_private = true;
    street.begin();
    street.run_for(1min);

    EXPECT_EQ(street.site.marks().requests, 0);
    EXPECT_THAT(street.state().last_error, HasSubstr("certificate is for feed.test, other.test, moved.test"));
}

TEST(Conduct, feeds_that_meet_at_one_address_cost_one_request_and_alert_once) {  // FRB034, FRB137
    Street street;
    street.site.serve("/new", page(1));
    for (auto const* old : {"/a", "/b"}) {
        street.site.serve(old, page(1));
        street.subscribe(street.url(old));
    }
    street.subscribe(street.url("/new"));
    street.begin();
    street.run_for(90min);
    for (auto const* old : {"/a", "/b"}) street.site.serve(old, redirect(301, "/new"));
    street.run_for(24h * 4);
    auto const before = street.site.marks();

    street.site.serve("/new", page(2));
    street.run_for(24h);

    EXPECT_LE(street.site.marks().requests - before.requests, 24);
    EXPECT_EQ(street.site.marks().early, before.early);
    EXPECT_THAT(street.titles(), ElementsAre("Item 2"));
}

TEST(Conduct, a_host_that_redirects_lead_to_is_left_alone_when_it_has_asked_for_it) {  // FRB020
    Street street;
    Page busy;
    busy.status = 429;
    busy.extra = "Retry-After: 7200\r\n";
    street.site.serve("/new", busy);
    for (auto const* host : {"feed.test", "other.test", "third.test"}) {
        auto const path = "/" + std::string(host);
        street.site.serve(path, redirect(302, street.url("/new", "moved.test")));
        street.subscribe(street.url(path, host));
    }
    street.begin();
    street.run_for(1h);
    street.restart();
    street.run_for(55min);

    EXPECT_EQ(street.site.requests_for("/new"), 1) << "the first refusal speaks for all three";
    for (std::size_t feed = 0; feed < 3; ++feed) EXPECT_GE(*street.state(feed).next_poll, start + 2h);
    // Whose turn came first depends on the order in which three names were looked up.
    std::string errors;
    std::vector<int> statuses;
    for (std::size_t feed = 0; feed < 3; ++feed) {
        errors += street.state(feed).last_error;
        statuses.push_back(street.state(feed).last_status);
    }
    EXPECT_THAT(errors, HasSubstr("moved.test"));
    EXPECT_THAT(errors, HasSubstr("which has asked for fewer requests"));
    EXPECT_THAT(statuses, UnorderedElementsAre(429, 302, 302));

    street.site.serve("/new", page(1));
    street.run_for(1h);
    EXPECT_EQ(street.site.requests_for("/new"), 4);
    for (std::size_t feed = 0; feed < 3; ++feed) EXPECT_EQ(street.state(feed).health, Health::ok);
}

TEST(Conduct, secrets_stay_with_the_origin_they_were_given_to) {
    Street street;
    street.site.serve("/new", page(1));
    street.site.serve("/old", redirect(301, street.url("/new", "moved.test")));
    auto& sub = street.subscribe(street.url("/old"));
    sub.fetch.edit().username = "me";
    sub.fetch.edit().password = Secret("secret");
    sub.fetch.edit().headers = {{"X-Api-Key", Secret("key")}};
    street.begin();
    street.run_for(3h);

    for (auto const& request : street.site.log("/old")) {
        EXPECT_THAT(fields(request, "Authorization"), SizeIs(1));
        EXPECT_THAT(fields(request, "X-Api-Key"), SizeIs(1));
    }
    ASSERT_GT(street.site.requests_for("/new"), 2);
    for (auto const& request : street.site.log("/new")) {
        EXPECT_THAT(fields(request, "Authorization"), SizeIs(0));
        EXPECT_THAT(fields(request, "X-Api-Key"), SizeIs(0));
    }
}

TEST(Conduct, an_address_that_only_the_document_names_is_a_suggestion) {
    Street street;
    Page podcast = page(1);
    podcast.body.insert(podcast.body.find("<item>"),
                        "<itunes:new-feed-url xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">" +
                            street.url("/new") + "</itunes:new-feed-url>");
    street.site.serve("/old", podcast);
    street.site.serve("/new", page(9));
    street.subscribe(street.url("/old"));
    street.begin();
    street.run_for(5h);

    EXPECT_EQ(street.state().suggested_url, street.url("/new"));
    EXPECT_EQ(street.site.requests_for("/new"), 0);
}

}  // namespace
}  // namespace feedherald::conduct
