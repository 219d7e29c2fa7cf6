// SPDX-License-Identifier: MIT
#include "parse/opml.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

std::vector<OpmlFeed> read(std::string_view text) {
    auto feeds = read_opml(text);
    EXPECT_TRUE(feeds) << (feeds ? "" : feeds.error().reason);
    return feeds ? *feeds : std::vector<OpmlFeed>{};
}

std::vector<std::string> urls(std::vector<OpmlFeed> const& feeds) {
    std::vector<std::string> found;
    for (auto const& feed : feeds) found.push_back(feed.url);
    return found;
}

using Urls = std::vector<std::string>;
using Tags = std::vector<std::string>;

TEST(Opml, reads_subscriptions_and_their_folders) {
    auto const feeds = read(R"(<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
 <outline text="Plain" type="rss" xmlUrl="https://a.example.org/feed?x=1&amp;y=2" htmlUrl="https://a.example.org/"/>
 <outline text="News"><outline text="World" title="World &amp; all">
   <outline text="short" title="The title" type="rss" xmlUrl="https://b.example.org/rss" category="/Boston/Weather,Local"/>
 </outline></outline>
 <outline text="After" xmlUrl="https://c.example.org/rss"/>
</body></opml>)");

    ASSERT_EQ(feeds.size(), 3U);
    EXPECT_EQ(feeds[0], (OpmlFeed{"https://a.example.org/feed?x=1&y=2", "Plain", "https://a.example.org/", {}}));
    EXPECT_EQ(
        feeds[1],
        (OpmlFeed{"https://b.example.org/rss", "The title", "", {"News", "World & all", "Boston/Weather", "Local"}}));
    EXPECT_EQ(feeds[2].tags, Tags{});
}

TEST(Opml, reads_version_1_and_any_letter_case) {
    auto const feeds = read(R"(<OPML version="1.0"><BODY><Outline TEXT="A" XMLURL=" https://a.example.org/ "/>
<outline text="B" xmlurl="https://b.example.org/" type="atom"></outline></BODY></OPML>)");

    EXPECT_EQ(urls(feeds), (Urls{"https://a.example.org/", "https://b.example.org/"}));
    EXPECT_EQ(feeds.at(0).title, "A");
}

TEST(Opml, joins_a_feed_that_lies_in_several_folders) {
    auto const feeds =
        read(R"(<opml><body><outline text="one"><outline text="A" xmlUrl="https://a.example.org/"/></outline>
<outline text="two"><outline text="again" xmlUrl="https://a.example.org/"/></outline></body></opml>)");

    ASSERT_EQ(feeds.size(), 1U);
    EXPECT_EQ(feeds[0].title, "A");
    EXPECT_EQ(feeds[0].tags, (Tags{"one", "two"}));
}

TEST(Opml, reads_exports_that_are_not_well_formed) {
    EXPECT_EQ(
        urls(read(R"(<opml><body><outline text="A & B" xmlUrl="https://a.example.org/?x=1&y=2"/></body></opml>)")),
        (Urls{"https://a.example.org/?x=1&y=2"}));
    EXPECT_EQ(urls(read(R"(junk <!-- x --> <opml><body><outline text="A" xmlUrl="https://a.example.org/">)")),
              (Urls{"https://a.example.org/"}));
    EXPECT_EQ(urls(read("<opml><body><outline text='caf\xE9' xmlUrl='https://a.example.org/'/></body></opml>")),
              (Urls{"https://a.example.org/"}));
    EXPECT_EQ(read("<opml><body><outline text='caf\xE9' xmlUrl='https://a.example.org/'/></body></opml>")[0].title,
              "café");
    EXPECT_EQ(urls(read("<!DOCTYPE opml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><opml><body>"
                        "<outline text='&e;' xmlUrl='https://a.example.org/'/></body></opml>")),
              (Urls{"https://a.example.org/"}));
}

TEST(Opml, makes_titles_harmless_lines) {  // C-25
    auto const feeds = read(
        "<opml><body><outline text='a&#10;b\u202E &lt;b&gt;c&lt;/b&gt;' xmlUrl='https://a.example.org/'/>"
        "</body></opml>");

    EXPECT_EQ(feeds.at(0).title, "a b c");
}

TEST(Opml, refuses_what_is_none) {
    EXPECT_EQ(read_opml("").error().kind, ParseFailure::Kind::empty);
    EXPECT_EQ(read_opml(" \n").error().kind, ParseFailure::Kind::empty);
    EXPECT_EQ(read_opml("<rss><channel/></rss>").error().kind, ParseFailure::Kind::not_a_feed);
    EXPECT_EQ(read_opml("hello").error().reason, "not an OPML document");
    EXPECT_TRUE(read("<opml version='2.0'><head/><body/></opml>").empty());
}

TEST(Opml, bounds_depth_and_memory) {  // C-06
    std::string deep = "<opml><body>";
    for (int i = 0; i < 1000; ++i) deep += "<outline text='f'>";
    EXPECT_EQ(read_opml(deep).error().kind, ParseFailure::Kind::too_complex);

    // A long folder name must not be kept once for each of many feeds.
    std::string wide = "<opml><body>";
    for (int i = 0; i < 20; ++i) wide += "<outline text='" + std::to_string(i) + std::string(900, 'x') + "'>";
    for (int i = 0; i < 5000; ++i) wide += "<outline xmlUrl='https://example.org/" + std::to_string(i) + "'/>";
    auto const feeds = read(wide);
    std::size_t kept = 0;
    for (auto const& feed : feeds)
        for (auto const& tag : feed.tags) kept += tag.size();
    EXPECT_EQ(feeds.size(), 5000U);
    EXPECT_LE(kept, wide.size() * 3 + (8U << 20));
}

TEST(Opml, gives_back_what_it_wrote) {
    std::vector<OpmlFeed> const feeds{
        {"https://a.example.org/?x=1&y=\"2\"", "A <b> & 'c' \u65E5", "https://a.example.org/", {}},
        {"https://b.example.org/", "", "", {"News"}},
        {"https://c.example.org/", "C", "", {"News", "World", "Two words"}},
    };

    auto const text = write_opml("Mine & yours", feeds);

    EXPECT_TRUE(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">"));
    auto const again = read(text);
    ASSERT_EQ(again.size(), 3U);
    EXPECT_EQ(again[0].url, feeds[0].url);
    EXPECT_EQ(again[0].html_url, feeds[0].html_url);
    EXPECT_EQ(again[1], (OpmlFeed{"https://b.example.org/", "https://b.example.org/", "", {"News"}}));
    EXPECT_EQ(again[2], feeds[2]);
}

TEST(Opml, is_written_as_other_readers_expect_it) {
    EXPECT_EQ(write_opml("My <feeds>", {{"https://a.example.org/", "A & B", "https://a.example.org/x", {"Folder"}}}),
              R"(<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>My &lt;feeds&gt;</title>
  </head>
  <body>
    <outline text="Folder" title="Folder">
      <outline type="rss" text="A &amp; B" title="A &amp; B" xmlUrl="https://a.example.org/" htmlUrl="https://a.example.org/x" category="Folder"/>
    </outline>
  </body>
</opml>
)");
}

TEST(Opml, gives_back_every_tag_and_every_name) {
    std::vector<OpmlFeed> const feeds{
        {"https://a.example.org/", "a &lt;b&gt; <i>c</i>", "", {}},
        {"https://b.example.org/", "B", "", {"news, local", "two"}},
        {"https://c.example.org/", "C", "", {"one", "news, local", "/two"}},
        {"https://d.example.org/", "D", "", {"<b>", "&amp;"}},
    };

    EXPECT_EQ(read(write_opml("x", feeds)), feeds);
}

TEST(Opml, cuts_no_long_list_short_and_counts_what_stands_there_twice) {
    std::string list = "<opml><body>";
    for (int i = 0; i < 20000; ++i) list += "<outline xmlUrl='http://" + std::to_string(i) + "'/>";
    auto const feeds = read(list + "<outline xmlUrl='http://7'/><outline xmlUrl='http://7'/></body></opml>");

    ASSERT_EQ(feeds.size(), 20000U);
    EXPECT_EQ(feeds[7].repeats, 2U);
    EXPECT_EQ(feeds[8].repeats, 0U);
}

TEST(Opml, survives_every_cut) {
    std::string const text = R"(<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>
<outline text="F&#233;"><outline text="A" xmlUrl="https://a.example.org/?a=1&amp;b"/></outline><!-- c --></body></opml>)";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        auto const feeds = read_opml(std::string_view{text}.substr(0, cut));
        EXPECT_TRUE(!feeds || feeds->size() <= 1U);
    }
}

}  // namespace
}  // namespace feedherald::parse
