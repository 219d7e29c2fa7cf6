// SPDX-License-Identifier: MIT
#include "parse/sniff.hpp"

#include "parse/read.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

using namespace std::string_view_literals;

TEST(Sniff, recognises_a_feed_by_its_root_alone) {  // B-01, B-10
    struct Row {
        std::string_view text;
        std::string_view from_root;
    };
    constexpr Row rows[] = {
        {"<rss version='2.0'/>", "<rss version='2.0'/>"},
        {" \n<?xml version='1.0'?>\n<!-- <feed> --><Feed>", "<Feed>"},
        {"<x:RSS >", "<x:RSS >"},
        {"<RDF>", "<RDF>"},
        {"<r:rdf\n>", "<r:rdf\n>"},
        {"<b>Warning</b> a < b <?php x ?><feed>", "<feed>"},
        {"<!DOCTYPE rss [<!ENTITY a '>'> <!-- it's --> ]><rss>", "<rss>"},
        {"<!doctype rss SYSTEM \"]>\"><rss>", "<rss>"},
        {"<html><body></body></html>\n<?xml version='1.0'?><rss>", "<rss>"},
        {"<!DOCTYPE html>\n<rss version='2.0'>", "<rss version='2.0'>"},
        {"<CHANNEL HREF='x'>", "<CHANNEL HREF='x'>"},
        {"<!-- never closed <rss>", "<rss>"},
    };
    for (auto const& row : rows) {
        auto const shape = sniff(row.text);
        ASSERT_EQ(shape.kind, Shape::Kind::xml) << row.text;
        EXPECT_EQ(row.text.substr(shape.root), row.from_root);
    }
}

TEST(Sniff, says_what_is_no_feed) {  // B-01
    EXPECT_EQ(sniff("").kind, Shape::Kind::empty);
    EXPECT_EQ(sniff(" \n\t").kind, Shape::Kind::empty);
    EXPECT_EQ(sniff(" {\"version\":1}").kind, Shape::Kind::json);
    EXPECT_EQ(sniff("<!DOCTYPE html><p><rss></p>").kind, Shape::Kind::html);
    EXPECT_EQ(sniff("<!DOCTYPE html><html><feed>").kind, Shape::Kind::html);
    EXPECT_EQ(sniff("<html><feed>").kind, Shape::Kind::html);
    EXPECT_EQ(sniff("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html>").kind, Shape::Kind::html);
    EXPECT_EQ(sniff("<rssx>").kind, Shape::Kind::unknown);
    EXPECT_EQ(sniff("<sitemapindex>").other_root, "sitemapindex");
}

TEST(Sniff, looks_for_the_root_in_the_first_64_kib) {  // B-10
    EXPECT_EQ(sniff(std::string(65'000, ' ') + "<rss>").kind, Shape::Kind::xml);
    EXPECT_EQ(sniff("x" + std::string(66'000, ' ') + "<rss>").kind, Shape::Kind::unknown);
    EXPECT_TRUE(sniff("<!DOCTYPE x [" + std::string(70'000, ' ')).has_oversized_doctype);
}

TEST(Sniff, tells_binary_by_its_first_bytes) {  // B-02
    EXPECT_EQ(binary_kind("%PDF-1.7"), "a PDF document");
    EXPECT_EQ(binary_kind("\x1F\x8B\x08"), "gzip-compressed data");
    EXPECT_EQ(binary_kind("PK\x03\x04"), "a zip archive");
    EXPECT_EQ(binary_kind("\0\0\0\x20"
                          "ftypisom"sv),
              "a video file");
    EXPECT_EQ(binary_kind("<rss>"), std::nullopt);
    EXPECT_EQ(binary_kind(""), std::nullopt);
    EXPECT_EQ(binary_kind("\xFF\xFE<\0"sv), std::nullopt);
}

TEST(ReadFeed, gives_each_refusal_its_kind_and_one_line) {
    struct Row {
        std::string_view bytes;
        ParseFailure::Kind kind;
    };
    constexpr Row rows[] = {
        {"", ParseFailure::Kind::empty},
        {"\xEF\xBB\xBF \n"sv, ParseFailure::Kind::empty},
        {"<html>", ParseFailure::Kind::html},
        {"\x1F\x8B\x08"sv, ParseFailure::Kind::binary},
        {"hello", ParseFailure::Kind::not_a_feed},
        {"<opml/>", ParseFailure::Kind::not_a_feed},
        {"<rss ver", ParseFailure::Kind::malformed},
    };
    for (auto const& row : rows) {
        auto const feed = read_feed({row.bytes, "", ""});
        ASSERT_FALSE(feed) << row.bytes;
        EXPECT_EQ(feed.error().kind, row.kind) << row.bytes;
        EXPECT_FALSE(feed.error().reason.empty());
        EXPECT_EQ(feed.error().reason.find('\n'), std::string::npos);
    }
}

TEST(ReadFeed, repairs_only_what_strict_parsing_refuses) {  // C-01
    auto const read = [](std::string const& title) {
        auto const document = "<rss><channel><title>" + title + "</title></channel></rss>";
        auto const feed = read_feed({document, "", ""});
        return feed ? *feed : Feed{};
    };

    EXPECT_FALSE(read("5 &lt; 6 &amp; <![CDATA[<b>]]> <b>x</b>").repaired);
    EXPECT_TRUE(read("5 < 6").repaired);
    EXPECT_TRUE(read("&nbsp;").repaired);
}

TEST(ReadFeed, cares_for_no_content_type_but_its_charset) {  // B-01
    for (auto const* type :
         {"text/html", "text/plain", "application/octet-stream", "", "image/png", "application/json"})
        EXPECT_TRUE(read_feed({"<rss><channel/></rss>", type, ""})) << type;
}

TEST(ReadFeed, knows_json_by_its_first_character) {  // B-01
    auto const feed =
        read_feed({R"( {"version":"https://jsonfeed.org/version/1.1","title":"T","items":[]})", "text/xml", ""});

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->dialect, Dialect::json);
}

TEST(Read, hands_on_documents_and_nothing_else) {
    EXPECT_TRUE(std::holds_alternative<NothingNew>(read(NotModified{})));
    EXPECT_TRUE(std::holds_alternative<NothingNew>(read(FetchFailure{})));
    Document document;
    document.answer.url = "https://example.org/a/feed";
    document.body = "<rss><channel><item><link>x</link></item></channel></rss>";
    document.complete = false;
    auto const reading = read(document);

    ASSERT_TRUE(std::holds_alternative<Feed>(reading));
    EXPECT_EQ(std::get<Feed>(reading).items.at(0).url, "https://example.org/a/x");
    EXPECT_TRUE(std::get<Feed>(reading).truncated);  // A-53: cut short on the way
    document.body = "<html>";
    EXPECT_TRUE(std::holds_alternative<ParseFailure>(read(document)));
}

}  // namespace
}  // namespace feedherald::parse
