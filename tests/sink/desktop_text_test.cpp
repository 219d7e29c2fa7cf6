// SPDX-License-Identifier: MIT
// What pop-ups and digests say. Pure.
#include "base/text.hpp"
#include "sink/desktop/digest.hpp"
#include "sink/desktop/popup_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::sink::desktop {
namespace {

using testing::HasSubstr;
using testing::Not;

Alert post(std::string title, std::string summary, std::string feed = "LWN") {
    Alert alert;
    alert.feed = FeedId{1};
    alert.feed_title = std::move(feed);
    alert.feed_url = "https://lwn.net/feed";
    alert.item.title = std::move(title);
    alert.item.summary = std::move(summary);
    alert.item.url = "https://lwn.net/1";
    return alert;
}

Delivery delivery(std::int64_t id, std::int64_t feed, std::string feed_title, std::string title,
                  Urgency urgency = Urgency::normal) {
    Delivery one;
    one.id = DeliveryId{id};
    one.uid = std::to_string(id);
    one.alert = post(std::move(title), "", std::move(feed_title));
    one.alert.feed = FeedId{feed};
    one.alert.urgency = urgency;
    return one;
}

TEST(EscapeMarkup, escapes_three_characters_and_no_other) {
    EXPECT_EQ(escape_markup("a < b && c > \"d\" 'e'"), "a &lt; b &amp;&amp; c &gt; \"d\" 'e'");
    EXPECT_EQ(escape_markup("&amp; &#39;"), "&amp;amp; &amp;#39;");
}

TEST(PopupText, is_the_title_and_the_feed_with_an_excerpt) {
    struct Case {
        char const* title;
        char const* summary;
        bool markup;
        char const* expected_summary;
        char const* expected_body;
    };
    constexpr Case cases[] = {
        {"A title", "Some text", true, "A title", "<b>LWN</b>\nSome text"},
        {"A title", "Some text", false, "A title", "LWN\nSome text"},
        {"A title", "", true, "A title", "<b>LWN</b>"},
        {"it's <b>bold</b> & \"quoted\"", "1 < 2 & <i>x</i>", true, "it's <b>bold</b> & \"quoted\"",
         "<b>LWN</b>\n1 &lt; 2 &amp; &lt;i&gt;x&lt;/i&gt;"},
        {"it's <b>bold</b>", "1 < 2 & <i>x</i>", false, "it's <b>bold</b>", "LWN\n1 < 2 & <i>x</i>"},
        {"", "Only a text", true, "Only a text", "<b>LWN</b>"},
        {"", "", true, "https://lwn.net/1", "<b>LWN</b>"},
        {"two\nlines\tand \x01 control\x7f", "", true, "two lines and control", "<b>LWN</b>"},
        {"<img src=file:///etc/passwd>", "<a href=\"javascript:x\">", true, "<img src=file:///etc/passwd>",
         "<b>LWN</b>\n&lt;a href=\"javascript:x\"&gt;"},
        {"\xE2\x80\xAE"
         "evil\xE2\x80\xAC title",
         "\xE2\x81\xA7x", true, "evil title", "<b>LWN</b>\nx"},
        {"bad \xFF byte", "", true, "bad \xEF\xBF\xBD byte", "<b>LWN</b>"},
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "", true, "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
         "<b>LWN</b>"},
    };
    for (auto const& test : cases) {
        SCOPED_TRACE(test.title);

        auto const text = popup_text(post(test.title, test.summary), test.markup);

        EXPECT_EQ(text.summary, test.expected_summary);
        EXPECT_EQ(text.body, test.expected_body);
    }
}

TEST(PopupText, escapes_the_feeds_name_in_the_body) {
    EXPECT_EQ(popup_text(post("x", "", "A & <B>"), true).body, "<b>A &amp; &lt;B&gt;</b>");
    EXPECT_EQ(popup_text(post("x", "", ""), true).body, "");
}

TEST(PopupText, stays_short_for_a_huge_item) {
    std::string const huge(100'000, '&');
    std::string const words = [] {
        std::string text;
        for (int i = 0; i < 20'000; ++i) text += "word ";
        return text;
    }();

    auto const text = popup_text(post(words, huge), true);

    EXPECT_LE(count_characters(text.summary), longest_summary);
    // Cut before it is escaped: 400 characters, each "&amp;" at most.
    EXPECT_LE(text.body.size(), longest_body * 5 + 20);
    EXPECT_THAT(text.body, testing::EndsWith("\xE2\x80\xA6"));
}

TEST(PopupText, says_that_a_known_item_was_updated) {
    auto alert = post("A title", "Text");
    alert.kind = AlertKind::item_updated;

    EXPECT_EQ(popup_text(alert, false).body, "LWN (updated)\nText");
}

TEST(PopupText, has_a_sentence_for_every_kind) {
    struct Case {
        AlertKind kind;
        char const* expected;
    };
    for (auto const& [kind, expected] :
         {Case{AlertKind::feed_failing, "Feed is failing: LWN"}, Case{AlertKind::feed_recovered, "Feed is back: LWN"},
          Case{AlertKind::feed_gone, "Feed is gone: LWN"}, Case{AlertKind::feed_silent, "Feed is silent: LWN"}}) {
        SCOPED_TRACE(expected);
        auto alert = post("", "");
        alert.item = {};
        alert.kind = kind;
        alert.reason = "410 Gone & <nothing>";

        auto const text = popup_text(alert, true);

        EXPECT_EQ(text.summary, expected);
        EXPECT_EQ(text.body, "410 Gone &amp; &lt;nothing&gt;");
    }
}

TEST(Digest, of_one_feed_states_the_number_and_lists_titles) {
    Digest digest;
    for (int i = 1; i <= 3; ++i) digest.add(delivery(i, 7, "LWN", "Post <" + std::to_string(i) + ">"));

    auto const text = digest.text(true);

    EXPECT_EQ(text.summary, "3 new posts in LWN");
    EXPECT_EQ(text.body, "Post &lt;1&gt;\nPost &lt;2&gt;\nPost &lt;3&gt;");
    EXPECT_EQ(digest.feed(), FeedId{7});
    EXPECT_EQ(digest.deliveries().size(), 3U);
}

TEST(Digest, of_one_feed_tells_how_many_titles_are_left_out) {
    Digest digest;
    for (int i = 1; i <= 200; ++i) digest.add(delivery(i, 7, "LWN", "Post " + std::to_string(i)));

    auto const text = digest.text(true);

    EXPECT_EQ(text.summary, "200 new posts in LWN");
    EXPECT_THAT(text.body, HasSubstr("Post 1\n"));
    EXPECT_THAT(text.body, testing::EndsWith("Post 7\nand 193 more"));
}

TEST(Digest, of_many_feeds_counts_them_the_most_urgent_first) {
    Digest digest;
    digest.add(delivery(1, 1, "Planet", "a", Urgency::low));
    digest.add(delivery(2, 2, "LWN", "b"));
    digest.add(delivery(3, 2, "LWN", "c"));
    digest.add(delivery(4, 3, "Security <!>", "d", Urgency::critical));

    auto const text = digest.text(true);

    EXPECT_EQ(text.summary, "4 new posts in 3 feeds");
    EXPECT_EQ(text.body, "Security &lt;!&gt;: d\nLWN: 2 posts\nPlanet: a");
    EXPECT_EQ(digest.urgency(), Urgency::critical);
    EXPECT_EQ(digest.feed(), std::nullopt);
    EXPECT_EQ(digest.link(), "");
}

TEST(Digest, of_very_many_feeds_stays_short) {
    Digest digest;
    for (int i = 1; i <= 500; ++i) digest.add(delivery(i, i, "Feed number " + std::to_string(i), "x"));

    auto const text = digest.text(false);

    EXPECT_EQ(text.summary, "500 new posts in 500 feeds");
    EXPECT_LE(count_characters(text.body), longest_body);
    EXPECT_THAT(text.body, testing::EndsWith("Feed number 7: x\nand 493 more"));
}

TEST(Digest, of_just_as_many_lines_as_fit_shows_them_all) {
    Digest digest;
    for (int i = 1; i <= 8; ++i) digest.add(delivery(i, i, "Feed " + std::to_string(i), "x"));

    EXPECT_THAT(digest.text(false).body, testing::EndsWith("\nFeed 8: x"));
}

TEST(Digest, gives_a_report_about_a_feed_its_own_line) {
    Digest digest;
    auto gone = delivery(1, 1, "Planet", "");
    gone.alert.kind = AlertKind::feed_gone;
    digest.add(gone);
    digest.add(delivery(2, 2, "LWN", "b"));

    auto const text = digest.text(false);

    EXPECT_EQ(text.summary, "2 alerts in 2 feeds");
    EXPECT_EQ(text.body, "Feed is gone: Planet\nLWN: b");
}

TEST(Digest, calls_an_update_no_new_post) {
    Digest digest;
    auto updated = delivery(1, 1, "LWN", "a");
    updated.alert.kind = AlertKind::item_updated;
    digest.add(updated);
    digest.add(delivery(2, 1, "LWN", "b"));

    EXPECT_EQ(digest.text(false).summary, "2 posts in LWN");
}

TEST(Digest, opens_the_page_of_its_only_feed) {
    Digest digest;
    auto one = delivery(1, 1, "LWN", "a");
    one.alert.feed_home_page_url = "https://lwn.net/";
    digest.add(one);
    EXPECT_EQ(digest.link(), "https://lwn.net/");

    Digest bad;
    one.alert.feed_home_page_url = "javascript:alert(1)";
    bad.add(one);
    EXPECT_EQ(bad.link(), "");
}

}  // namespace
}  // namespace feedherald::sink::desktop
