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
}

TEST(Addresses, relative_links_are_resolved_against_where_the_feed_was_fetched) {  // B-22
    auto const item = item_with_link("not a url", "https://base.example/feeds/feed.xml");

    EXPECT_EQ(item.url, "https://base.example/feeds/not%20a%20url");
    EXPECT_EQ(item.id, "");
}

}  // namespace
}  // namespace feedherald::parse
