// SPDX-License-Identifier: MIT
// Which address an item's link becomes (B-22), and that what is none is left out.
#include "parse/read.hpp"

#include <string>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

Item first_item(std::string const& document, std::string const& base = "") {
    auto const feed = read_feed({document, "", base});
    return feed && !feed->items.empty() ? feed->items.front() : Item{};
}

Item item_with_link(std::string const& link, std::string const& base = "") {
    return first_item("<rss><channel><item><title>t</title><link>" + link + "</link></item></channel></rss>", base);
}

TEST(Addresses, what_is_no_absolute_link_is_left_out_and_stays_as_the_id) {
    struct Row {
        char const* link;
        char const* id;
    };
    constexpr Row rows[] = {{"not a url", "not a url"},
                            {"foo\n bar", "foo bar"},
                            {"posts/1", "posts/1"},
                            {"http://[bad", "http://[bad"},
                            {"https://", "https://"}};
    for (auto const& row : rows) {
        auto const item = item_with_link(row.link);
        EXPECT_EQ(item.url, "") << row.link;
        EXPECT_EQ(item.id, row.id);
    }
}

TEST(Addresses, an_id_is_not_replaced_by_a_link_that_is_none) {
    auto const item = first_item("<rss><channel><item><guid>7</guid><link>posts/1</link></item></channel></rss>");

    EXPECT_EQ(item.url, "");
    EXPECT_EQ(item.id, "7");
}

TEST(Addresses, absolute_links_stay_whatever_their_scheme) {
    for (auto const* const link : {"https://a.example/b?c#d", "http://a.example:8080/", "https://[2001:db8::1]/x",
                                   "magnet:?xt=urn:btih:1", "gopher://a.example/0", "https://a.example"})
        EXPECT_EQ(item_with_link(link).url, link);
    EXPECT_EQ(item_with_link("https://b\u00FCcher.example/a b").url, "https://xn--bcher-kva.example/a%20b");
    EXPECT_EQ(item_with_link("https://a.example/{b}?c|d^e").url, "https://a.example/%7Bb%7D?c%7Cd%5Ee");
}

TEST(Addresses, relative_links_are_resolved_against_where_the_feed_was_fetched) {  // B-22
    auto const item = item_with_link("not a url", "https://base.example/feeds/feed.xml");

    EXPECT_EQ(item.url, "https://base.example/feeds/not%20a%20url");
    EXPECT_EQ(item.id, "");
}

std::string atom(std::string const& base, std::string const& inside) {
    return "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='" + base +
           "'><link rel='self' href='https://self.example/feeds/feed.atom'/>" + inside + "</feed>";
}

TEST(Addresses, bases_inside_xhtml_count_as_far_as_their_elements_reach) {  // B-22
    auto const item = first_item(atom("https://a.example/",
                                      "<entry><id>1</id><content type='xhtml' xml:base='c/'>"
                                      "<div xmlns='http://www.w3.org/1999/xhtml' xml:base='sub/'><a href='p'>1</a>"
                                      "<p xml:base='sub2/'><a href='q?x=1&amp;y=2'>2</a><img srcset='r 1x, /s 2x'/></p>"
                                      "<a href='t'>3</a><a href='#u'>4</a></div><a href='v'>5</a></content></entry>"));

    for (std::string const link : {"\"https://a.example/c/sub/p\"", "\"https://a.example/c/sub/sub2/q?x=1&amp;y=2\"",
                                   "\"https://a.example/c/sub/sub2/r 1x, https://a.example/s 2x\"",
                                   "\"https://a.example/c/sub/t\"", "\"#u\"", "\"https://a.example/c/v\""})
        EXPECT_NE(item.content_html.find(link), std::string::npos) << link << " in " << item.content_html;
}

TEST(Addresses, a_relative_base_is_relative_to_the_self_link_where_the_feed_has_no_other_address) {  // B-22
    auto const entry =
        "<entry xml:base='b/'><id>1</id><link href='c'/><content type='html'>&lt;a href=d></content></entry>";

    auto const below_root = first_item(atom("a/", entry));
    EXPECT_EQ(below_root.url, "https://self.example/feeds/a/b/c");
    EXPECT_EQ(below_root.content_html, "<a href=https://self.example/feeds/a/b/d>");
    EXPECT_EQ(first_item(atom("", entry)).url, "https://self.example/feeds/b/c");
    EXPECT_EQ(first_item(atom("https://a.example/", entry)).url, "https://a.example/b/c");
}

}  // namespace
}  // namespace feedherald::parse
