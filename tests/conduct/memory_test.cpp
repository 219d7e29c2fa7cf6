// SPDX-License-Identifier: MIT
// FRB 001-016, 050-090, 140, 141: what a reader says of the copy it has, and what else its requests hold.
#include "conduct/street.hpp"
#include "net/compress.hpp"
#include "net/harness.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::conduct {
namespace {

using namespace std::chrono_literals;
using net_test::fields;
using testing::ElementsAre;
using testing::SizeIs;

constexpr char target[] = "/a%2Fb/feed.xml?b=2&a=1&&x=%41";
constexpr char odd_date[] = "Sunday, 06-Nov-94 08:49:37 GMT";

Page page(int newest, std::string etag, std::string last_modified) {
    Page made;
    made.body = document(newest);
    made.etag = std::move(etag);
    made.last_modified = std::move(last_modified);
    return made;
}

std::string last_sent(Street const& street, std::string const& field) {
    auto const values = fields(street.site.log(target).back(), field);
    return values.empty() ? std::string{} : values.front();
}

/** A street with one feed that has been read once. */
struct OneFeed : Street {
    explicit OneFeed(Page const& first) {
        site.serve(target, first);
        subscribe(url(target));
        begin();
        run_for(1min);
    }
    /** Until the next poll is over. */
    void next() { run_for(70min); }
};

TEST(Conduct, a_week_costs_one_unconditional_request_and_not_one_bad_mark) {  // FRB001-004, 010-014, 050-066, 080-090
    OneFeed street(page(1, "\"1\"", "Sun, 22 Nov 2026 07:00:00 GMT"));
    for (int day = 2; day <= 8; ++day) {
        street.run_for(24h);
        auto const number = std::to_string(day);
        street.site.serve(target,
                          page(day, "W/\"x y+==-" + number + "\"", "Sun, 2" + number + " Nov 2026 07:00:00 GMT"));
    }
    street.run_for(2h);

    auto const marks = street.site.marks();
    Marks good;
    good.requests = marks.requests;
    good.conditional = marks.requests - 1;
    good.unconditional = 1;
    good.not_modified = marks.not_modified;
    EXPECT_EQ(marks, good);
    EXPECT_GT(marks.requests, 150);
    EXPECT_EQ(marks.not_modified, marks.requests - 8);
    EXPECT_THAT(street.titles(), SizeIs(7));
    EXPECT_EQ(street.state().habits.not_modified, marks.not_modified) << "counted for the user to see (A-75)";
    EXPECT_EQ(street.state().habits.documents, 8);
}

TEST(Conduct, validators_come_back_byte_for_byte) {  // FRB001-004, 012, 013; A-01..A-04, A-82
    for (std::string const etag : {"W/\"x y+==-gzip\"", "abc", "\"\xc3\xa9\"", "\"\xe9\""}) {
        OneFeed street(page(1, etag, odd_date));
        street.next();
        EXPECT_EQ(last_sent(street, "If-None-Match"), etag);
        EXPECT_EQ(last_sent(street, "If-Modified-Since"), odd_date);
        EXPECT_EQ(street.site.marks().not_modified, 1);
    }
}

TEST(Conduct, one_validator_alone_is_enough_and_the_other_is_never_made_up) {  // FRB012, FRB013
    OneFeed tag(page(1, "\"1\"", ""));
    tag.next();
    EXPECT_THAT(fields(tag.site.log(target).back(), "If-Modified-Since"), SizeIs(0));
    EXPECT_EQ(tag.site.marks().not_modified, 1);

    OneFeed date(page(1, "", odd_date));
    date.next();
    EXPECT_THAT(fields(date.site.log(target).back(), "If-None-Match"), SizeIs(0));
    EXPECT_EQ(date.site.marks().not_modified, 1);

    OneFeed neither(page(1, "", ""));
    neither.next();
    EXPECT_EQ(neither.site.marks().conditional, 0);
}

TEST(Conduct, an_asterisk_is_no_tag_to_keep) {  // FRB013; A-03
    OneFeed street(page(1, "*", odd_date));
    EXPECT_EQ(street.state().validators.etag, "");
    street.next();
    EXPECT_EQ(last_sent(street, "If-None-Match"), "");
    EXPECT_EQ(last_sent(street, "If-Modified-Since"), odd_date);
}

TEST(Conduct, a_touched_file_and_a_lone_new_tag_are_noticed) {  // FRB010
    OneFeed street(page(1, "\"1\"", "Sun, 22 Nov 2026 07:00:00 GMT"));
    street.site.serve(target, page(1, "\"2\"", "Sun, 22 Nov 2026 09:00:00 GMT"));
    street.next();
    street.next();
    EXPECT_EQ(last_sent(street, "If-None-Match"), "\"2\"");
    EXPECT_EQ(last_sent(street, "If-Modified-Since"), "Sun, 22 Nov 2026 09:00:00 GMT");

    street.site.serve(target, page(1, "\"3\"", "Sun, 22 Nov 2026 09:00:00 GMT"));
    street.next();
    street.next();
    EXPECT_EQ(last_sent(street, "If-None-Match"), "\"3\"");
    EXPECT_EQ(street.state().habits.ignored, 2) << "the same body twice, though the request was conditional";
    EXPECT_THAT(street.titles(), SizeIs(0));
}

TEST(Conduct, the_validators_are_one_set) {  // FRB014; A-06
    OneFeed street(page(1, "\"1\"", "Sun, 22 Nov 2026 07:00:00 GMT"));
    street.site.serve(target, page(2, "", "Sun, 22 Nov 2026 09:00:00 GMT"));
    street.next();
    street.next();

    EXPECT_THAT(fields(street.site.log(target).back(), "If-None-Match"), SizeIs(0));
    EXPECT_EQ(last_sent(street, "If-Modified-Since"), "Sun, 22 Nov 2026 09:00:00 GMT");
}

TEST(Conduct, restarts_forget_nothing_and_ask_nobody) {  // FRB010, FRB011, FRB037
    OneFeed street(page(1, "\"1\"", odd_date));
    for (int i = 0; i < 50; ++i) {
        street.run_for(1min);
        street.restart();
    }
    EXPECT_EQ(street.site.marks().requests, 1);

    street.next();
    EXPECT_EQ(street.site.marks().requests, 2);
    EXPECT_EQ(street.site.marks().not_modified, 1);
    EXPECT_EQ(street.site.marks().early, 0);
}

TEST(Conduct, failures_cost_no_validators) {  // FRB016
    Page broken = page(2, "\"2\"", "");
    broken.body = "<html><body>Log in</body></html>";
    Page cut = page(3, "\"3\"", "");
    cut.body.resize(cut.body.size() / 2);
    Page busy;
    busy.status = 429;
    Page failing;
    failing.status = 500;
    for (auto const& trouble : {broken, cut, busy, failing}) {
        OneFeed street(page(1, "\"1\"", odd_date));
        street.site.serve(target, trouble);
        street.run_for(2h);
        street.run_for(3h);

        EXPECT_EQ(last_sent(street, "If-None-Match"), "\"1\"") << trouble.status;
        EXPECT_EQ(last_sent(street, "If-Modified-Since"), odd_date);
    }
}

TEST(Conduct, a_304_that_nobody_asked_for_is_an_error) {
    Page broken;
    broken.status = 304;
    OneFeed street(broken);

    EXPECT_EQ(street.state().health, Health::failing);
    EXPECT_EQ(street.state().last_status, 304);
}

TEST(Conduct, a_tag_that_apache_does_not_recognise_is_left_out_by_the_fifth_poll) {
    OneFeed street(page(1, "\"5f-61d-gzip\"", odd_date));
    for (int i = 2; i <= 4; ++i) {  // mod_deflate compares the tag without its suffix
        street.site.serve(target, page(1, "\"5f-61d-gzip\" ", odd_date));
        street.next();
    }
    street.next();

    EXPECT_THAT(fields(street.site.log(target).back(), "If-None-Match"), SizeIs(0));
    EXPECT_EQ(street.site.marks().not_modified, 1);
}

TEST(Conduct, a_request_holds_these_lines_and_no_other) {  // FRB050, 060-066, 080-090, 140; A-47..A-51, A-70
    OneFeed street(page(1, "\"1\"", ""));

    auto const request = street.site.log(target).front();
    EXPECT_EQ(net_test::request_line(request), std::string("GET ") + target + " HTTP/1.1");
    EXPECT_THAT(fields(request, "Accept-Encoding"), ElementsAre("br, gzip"));
    EXPECT_THAT(fields(request, "Accept"), ElementsAre(testing::HasSubstr("*/*")));
    EXPECT_THAT(fields(request, "User-Agent"),
                ElementsAre(testing::MatchesRegex("feedherald/[0-9.]+[^ ]* \\(\\+https://[^ )]+/feed-fetcher\\)")));
    EXPECT_THAT(fields(request, "Host"), SizeIs(1));
    EXPECT_EQ(std::count(request.begin(), request.end(), '\n'), 6) << request;
}

TEST(Conduct, no_page_picture_or_sound_of_an_item_is_ever_fetched) {  // FRB030, FRB031, FRB032, FRB061; A-46
    OneFeed street(page(5, "\"1\"", ""));
    street.site.serve(target, page(9, "\"2\"", ""));
    street.next();

    EXPECT_THAT(street.titles(), SizeIs(3));
    EXPECT_EQ(street.site.marks().unknown_targets, 0);
    EXPECT_EQ(street.site.marks().requests, 2);
}

TEST(Conduct,
     a_compressed_answer_is_understood_and_asked_for_again_by_its_own_tag) {  // FRB140, FRB141
    Page gzipped = page(1, "W/\"1-gzip\"", "");
    gzipped.body = net_test::deflate(document(1), net_test::Wrapping::gzip);
    gzipped.extra = "Content-Encoding: gzip\r\n";
    OneFeed street(gzipped);
    street.next();

    EXPECT_EQ(street.state().title, "A feed");
    EXPECT_EQ(street.state().body_bytes, document(1).size());
    EXPECT_EQ(last_sent(street, "If-None-Match"), "W/\"1-gzip\"");
}

TEST(Conduct, a_partial_list_of_items_alerts_them_and_loses_none) {
    OneFeed street(page(20, "\"1\"", ""));
    Page delta = page(21, "\"2\"", "");
    delta.status = 226;
    delta.body = document(21, 1);
    delta.extra = "IM: feed\r\n";
    street.site.serve(target, delta);
    street.next();
    street.site.serve(target, page(21, "\"3\"", ""));
    street.next();

    EXPECT_THAT(street.titles(), ElementsAre("Item 21"));
    EXPECT_THAT(fields(street.site.log(target).front(), "A-IM"), SizeIs(0));

    delta.extra.clear();
    street.site.serve(target, delta);
    street.next();
    EXPECT_EQ(street.state().health, Health::failing) << "226 without IM is no answer";
}

}  // namespace
}  // namespace feedherald::conduct
