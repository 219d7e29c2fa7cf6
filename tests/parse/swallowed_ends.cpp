// SPDX-License-Identifier: MIT
// A CDATA section whose end was forgotten leaves the document well-formed, and yet takes nothing with it (B-15).
#include "parse/read.hpp"

#include <string>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

Feed read(std::string const& items) {
    auto feed = read_feed({"<rss><channel>" + items + "</channel></rss>", "", ""});
    return feed ? *std::move(feed) : Feed{};
}

TEST(SwallowedEnds, of_sections_do_not_swallow_the_next_item) {  // B-15
    auto const feed = read(
        "<item><guid>1</guid><description><![CDATA[one</description></item>"
        "<item><guid>2</guid><description><![CDATA[two]]></description></item>"
        "<item><guid>3</guid><title><![CDATA[three</title><description><![CDATA[x]]></description></item>");

    ASSERT_EQ(feed.items.size(), 3U);
    EXPECT_EQ(feed.items[0].content_html, "one");
    EXPECT_EQ(feed.items[1].content_html, "two");
    EXPECT_EQ(feed.items[2].title, "three");
    EXPECT_EQ(feed.items[2].content_html, "x");
}

TEST(SwallowedEnds, are_none_where_a_post_quotes_xml) {
    std::string const quoted =
        "Write <item><description>a</description><title><![CDATA[b]]]]><![CDATA[></title></item>";
    auto const feed = read("<item><guid>1</guid><description><![CDATA[" + quoted + "]]></description></item>" +
                           "<item><guid>2</guid></item>");

    ASSERT_EQ(feed.items.size(), 2U);
    EXPECT_EQ(feed.items[0].content_html,
              "Write <item><description>a</description><title><![CDATA[b]]></title></item>");
    EXPECT_FALSE(feed.repaired);
}

TEST(SwallowedEnds, are_none_where_a_script_hides_in_a_section) {
    std::string const script = "<p>x</p><script>//<![CDATA[\nf();\n//]]&gt;</script>";
    auto const feed = read("<item><guid>1</guid><description><![CDATA[" + script + "]]></description></item>");

    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].content_html, script);
    EXPECT_FALSE(feed.repaired);
}

}  // namespace
}  // namespace feedherald::parse
