// SPDX-License-Identifier: MIT
// Feeds that a page names: B-50, B-53.
#include "parse/html_discover.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

std::string const page_url = "https://example.org/blog/page.html";

std::vector<FeedCandidate> discover(std::string_view page, std::vector<std::string> const& links = {}) {
    return discover_feeds(page, "text/html; charset=utf-8", page_url, links);
}

std::vector<std::string> urls(std::string_view page, std::vector<std::string> const& links = {}) {
    std::vector<std::string> found;
    for (auto const& feed : discover(page, links)) found.push_back(feed.url);
    return found;
}

std::string link(std::string_view type, std::string_view href) {
    return "<link rel=alternate type=\"" + std::string(type) + "\" href=\"" + std::string(href) + "\">";
}

using Urls = std::vector<std::string>;

TEST(DiscoverFeeds, finds_alternate_links) {  // B-50
    auto const feeds = discover(R"(<!DOCTYPE html><html><head><title>t</title>
<link rel="alternate" type="application/rss+xml" title="News &amp;
 more" href="/feed.xml?a=1&amp;b=2">
<LINK REL="feed Alternate" TYPE="Application/ATOM+xml; charset=utf-8" HREF="atom.xml"></head><body></body></html>)");

    ASSERT_EQ(feeds.size(), 2U);
    EXPECT_EQ(feeds[0],
              (FeedCandidate{"https://example.org/feed.xml?a=1&b=2", "News & more", "application/rss+xml", false}));
    EXPECT_EQ(feeds[1], (FeedCandidate{"https://example.org/blog/atom.xml", "", "application/atom+xml", false}));
}

TEST(DiscoverFeeds, knows_all_types_of_feeds) {  // B-50
    for (auto const* type : {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
                             "application/rdf+xml", "text/xml", "application/xml"})
        EXPECT_EQ(urls(link(type, "/x")), (Urls{"https://example.org/x"})) << type;
    for (auto const* type : {"", "text/html", "application/json+oembed", "text/xml+oembed", "application/pdf"})
        EXPECT_EQ(urls(link(type, "/x")), Urls{}) << type;
}

TEST(DiscoverFeeds, takes_no_other_relation) {  // B-50
    EXPECT_EQ(urls("<link rel='stylesheet alternate' type='text/xml' href='/x'>"), Urls{});
    EXPECT_EQ(urls("<link rel=stylesheet type='application/rss+xml' href='/x'>"), Urls{});
    EXPECT_EQ(urls("<link rel=alternates type='application/rss+xml' href='/x'>"), Urls{});
    EXPECT_EQ(urls("<link type='application/rss+xml' href='/x'>"), Urls{});
    EXPECT_EQ(urls("<link rel=alternate type='application/rss+xml'>"), Urls{});
    EXPECT_EQ(urls("<link rel=alternate type='application/rss+xml' href=''>"), Urls{});
}

TEST(DiscoverFeeds, resolves_against_the_first_base) {  // B-50
    auto const feed = link("application/rss+xml", "feed.xml");
    EXPECT_EQ(urls("<head>" + feed + "<base href='https://cdn.example.com/dir/'><base href='https://other.example/'>"),
              (Urls{"https://cdn.example.com/dir/feed.xml"}));
    EXPECT_EQ(urls("<base href='/up/'>" + feed), (Urls{"https://example.org/up/feed.xml"}));
    EXPECT_EQ(urls("<base target=_top>" + feed), (Urls{"https://example.org/blog/feed.xml"}));
}

TEST(DiscoverFeeds, puts_comment_feeds_last) {  // B-50
    auto const page = link("application/rss+xml", "/comments/feed/") +
                      "<link rel=alternate type=application/rss+xml title='Blog &raquo; Comments Feed' href=/c>" +
                      link("application/json", "/v1.json") + link("text/xml", "/x.xml") +
                      link("application/rss+xml", "/feed/");

    auto const feeds = discover(page);

    EXPECT_EQ(urls(page), (Urls{"https://example.org/feed/", "https://example.org/x.xml", "https://example.org/v1.json",
                                "https://example.org/comments/feed/", "https://example.org/c"}));
    EXPECT_FALSE(feeds[0].is_comments);
    EXPECT_TRUE(feeds[3].is_comments);
    EXPECT_TRUE(feeds[4].is_comments);
}

TEST(DiscoverFeeds, prefers_feed_json_to_json) {  // B-50
    EXPECT_EQ(urls(link("application/json", "/v1") + link("application/feed+json", "/v1.1")),
              (Urls{"https://example.org/v1.1"}));
    EXPECT_EQ(urls(link("application/json", "https://example.org/wp-json/wp/v2/posts/1")), Urls{});
}

TEST(DiscoverFeeds, guesses_no_address) {  // B-51
    EXPECT_EQ(urls("<title>Blog</title><link rel='stylesheet' href='/s.css'><link rel='icon' href='/favicon.ico'>"),
              Urls{});
    EXPECT_EQ(urls("<body><a href='/feed'>RSS</a> <a href='/rss.xml'>feed</a></body>"), Urls{});
}

TEST(DiscoverFeeds, offers_each_address_once_and_only_http) {  // B-50
    auto const type = "application/rss+xml";
    EXPECT_EQ(urls(link(type, "/x") + link(type, "https://example.org/x") + link(type, "javascript:alert(1)") +
                   link(type, "data:text/xml,x") + link(type, "file:///etc/passwd") +
                   link(type, "feed://example.org/y") + link(type, "feed:https://example.org/z")),
              (Urls{"https://example.org/x", "http://example.org/y", "https://example.org/z"}));
}

TEST(DiscoverFeeds, ends_at_a_written_body) {  // B-53
    auto const feed = link("application/rss+xml", "/feed");
    EXPECT_EQ(urls("<html><head></head><body class='x'>" + feed), Urls{});
    EXPECT_EQ(urls("<html><head><BODY>" + feed), Urls{});
    // An element that does not belong in a head makes parsers begin the body; the publisher has not.
    EXPECT_EQ(urls("<html><head><div>ad</div>" + feed + "</head><body>"), (Urls{"https://example.org/feed"}));
    EXPECT_EQ(urls("<html><head>stray text" + feed + "</head><body>"), (Urls{"https://example.org/feed"}));
    EXPECT_EQ(urls("<head><script>document.write('<body>')</script>" + feed), (Urls{"https://example.org/feed"}));
    EXPECT_EQ(urls("<head><!-- <body> " + link("application/rss+xml", "/no") + " -->" + feed),
              (Urls{"https://example.org/feed"}));
}

TEST(DiscoverFeeds, reads_no_more_than_512_kib) {  // B-53
    auto const feed = link("application/rss+xml", "/feed");
    auto const padding = [](std::size_t size) { return "<style>" + std::string(size, ' ') + "</style>"; };
    EXPECT_EQ(urls(padding(500 * 1024) + feed), (Urls{"https://example.org/feed"}));
    EXPECT_EQ(urls(padding(520 * 1024) + feed), Urls{});
}

TEST(DiscoverFeeds, reads_any_encoding) {
    auto const feeds = discover_feeds(
        "<meta charset=iso-8859-1><link rel=alternate type=application/rss+xml "
        "title='caf\xE9' href=/x>",
        "", page_url);
    ASSERT_EQ(feeds.size(), 1U);
    EXPECT_EQ(feeds[0].title, "café");
}

TEST(DiscoverFeeds, reads_link_fields) {  // B-50
    auto const feeds = discover(
        link("application/rss+xml", "/page"),
        {R"(<../f.xml>; rel="alternate"; type="application/rss+xml"; title="A, \"B\"; C", </s.css>;rel=stylesheet)",
         R"(<https://example.com/j>; Type=application/feed+json ;REL=Alternate)"});

    ASSERT_EQ(feeds.size(), 3U);
    EXPECT_EQ(feeds[0], (FeedCandidate{"https://example.org/f.xml", "A, \"B\"; C", "application/rss+xml", false}));
    EXPECT_EQ(feeds[1].url, "https://example.com/j");
    EXPECT_EQ(feeds[2].url, "https://example.org/page");
}

TEST(DiscoverFeeds, survives_broken_pages_and_fields) {
    std::string const page =
        "<html><head><base href='/a'><link rel=alternate type='text/xml' href='/x' title=\"<\">"
        "<title>&amp;</title><script>if (a<b) x('</script>');</script></head>";
    for (std::size_t cut = 0; cut <= page.size(); ++cut) EXPECT_LE(discover(page.substr(0, cut)).size(), 1U);
    for (auto const* field : {"", "<", "<>", "<x", ",,,", "<x>;", "<x>;rel", "<x>;rel=\"", "<x>;;;;", "x;rel=alternate",
                              "<x>;rel=alternate;type=\"text/xml", "\"<x>\""})
        EXPECT_LE(discover("", {field}).size(), 1U) << field;
    std::string deep;
    for (int i = 0; i < 20000; ++i) deep += "<div>";
    EXPECT_EQ(urls(deep + link("text/xml", "/x")).size(), 1U);
    EXPECT_EQ(discover("").size(), 0U);
    EXPECT_EQ(discover(std::string(1000, '\0')).size(), 0U);
}

TEST(SuggestedFeed, is_what_a_page_in_the_place_of_a_feed_names) {  // A-67, B-52
    auto const suggested = [](std::string_view page) { return suggested_feed(page, "text/html", page_url); };
    EXPECT_EQ(suggested(link("application/rss+xml", "/feed")), "https://example.org/feed");
    EXPECT_EQ(suggested("<meta http-equiv=Refresh content=\"0; URL='/new.xml'\">"), "https://example.org/new.xml");
    EXPECT_EQ(suggested("<meta http-equiv=refresh content='5;url=https://new.example/x'>"), "https://new.example/x");
    for (auto const* none :
         {"<meta http-equiv=refresh content=30>", "<meta http-equiv=refresh content='0;url=page.html'>",
          "<meta http-equiv=refresh content='0;url=javascript:x()'>", "<html></html>", ""})
        EXPECT_EQ(suggested(none), "") << none;
}

}  // namespace
}  // namespace feedherald::parse
