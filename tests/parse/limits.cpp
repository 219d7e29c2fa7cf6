// SPDX-License-Identifier: MIT
// No document costs more than it may: C-06..C-09, C-02's linear time, the field caps.
#include "parse/limits.hpp"

#include "base/utf8.hpp"
#include "parse/link_resolver.hpp"
#include "parse/read.hpp"
#include "parse/repair.hpp"
#include "parse/xml_feed.hpp"
#include "parse/xml_reader.hpp"

#include <chrono>
#include <ctime>
#include <string>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

using Result = boost::system::result<Feed, ParseFailure>;

std::string rss(std::string const& inside) {
    return "<rss><channel><title>T</title><item><guid>first</guid></item>" + inside + "</channel></rss>";
}

std::string repeat(std::string const& piece, std::size_t times) {
    std::string all;
    all.reserve(piece.size() * times);
    for (std::size_t n = 0; n < times; ++n) all += piece;
    return all;
}

Result read(std::string const& document) {
    return read_feed({document, "", ""});
}

/** Reads within the CPU time that C-09 allows, and half as much again for what it does not count. */
Result read_in_time(std::string const& document) {
    Deadline const deadline{std::chrono::milliseconds{3000}};
    auto feed = read(document);
    EXPECT_FALSE(deadline.is_over());
    return feed;
}

/** With limits of the test's own and all the time it takes. */
Result read_within(Limits limits, std::string const& document) {
    Deadline const deadline{std::chrono::hours{1}};
    return read_xml_feed(Decoded{nullptr, document, false}, 0, "", limits, deadline);
}

TEST(Limits, are_those_of_the_requirement) {  // C-06, C-07, C-08, C-09
    constexpr Limits limits;
    EXPECT_EQ(limits.depth, 100U);
    EXPECT_EQ(limits.elements, 500'000U);
    EXPECT_EQ(limits.names, 10'000U);
    EXPECT_EQ(limits.attributes, 256U);
    EXPECT_EQ(limits.tag_length, 1U << 20);
    EXPECT_EQ(limits.cpu, std::chrono::seconds{2});
}

TEST(Limits, deep_nesting_ends_the_parse_and_keeps_the_items_so_far) {  // C-06
    auto const feed = read_in_time(rss(repeat("<d>", 300'000) + "<item><guid>lost</guid></item>"));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 1U);
    EXPECT_TRUE(feed->truncated);
}

TEST(Limits, a_depth_of_a_hundred_is_read) {  // C-06
    auto const inner = repeat("<d>", 96) + "deep" + repeat("</d>", 96);
    auto const feed = read(rss("<item><guid>deep</guid><description>" + inner + "</description></item>"));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 2U);
    EXPECT_FALSE(feed->truncated);
    EXPECT_FALSE(feed->repaired);
}

TEST(Limits, unclosed_tags_are_not_taken_for_nesting) {  // B-15, C-06
    auto const feed = read(rss("<item><guid>2</guid><description>" + repeat("line<br>", 200) + "</description></item>" +
                               "<item><guid>3</guid></item>"));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 3U);
    EXPECT_FALSE(feed->truncated);
}

TEST(Limits, a_flood_of_different_names_ends_the_parse_at_once) {  // C-07
    std::string names;
    for (int n = 0; n < 200'000; ++n) names += "<n" + std::to_string(n) + "/>";
    auto const feed = read_in_time(rss(names));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 1U);
}

TEST(Limits, a_flood_of_different_names_behind_an_error_too) {  // C-07
    std::string names = "&undefined;";
    for (int n = 0; n < 200'000; ++n) names += "<n" + std::to_string(n) + "/>";
    auto const feed = read_in_time(rss(names));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 1U);
}

TEST(Limits, names_of_one_document_do_not_count_against_the_next) {  // C-12
    for (int round = 0; round < 3; ++round) {
        std::string document = "<rss><channel><title>t</title>";
        for (int n = 0; n < 6000; ++n) {
            auto const name = "r" + std::to_string(round) + "n" + std::to_string(n);
            document += "<" + name + "/>";
        }
        auto const feed = read_feed({document + "<item><guid>1</guid></item></channel></rss>", "", ""});

        ASSERT_TRUE(feed);
        EXPECT_EQ(feed->items.size(), 1U);
        EXPECT_FALSE(feed->truncated);
    }
}

TEST(Limits, too_many_elements_end_the_parse) {  // C-07
    Limits limits;
    limits.elements = 1000;
    auto const feed = read_within(limits, rss(repeat("<a/>", 1200) + "<item><guid>lost</guid></item>"));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 1U);
    EXPECT_TRUE(feed->truncated);
}

TEST(Limits, surplus_attributes_are_dropped_before_libxml2_sees_them) {  // C-07
    std::string attributes;
    for (int n = 0; n < 80'000; ++n) attributes += " a" + std::to_string(n) + "=\"\"";
    auto const feed = read_in_time(rss("<item" + attributes + "><guid>second</guid></item>"));

    ASSERT_TRUE(feed);
    ASSERT_EQ(feed->items.size(), 2U);
    EXPECT_EQ(feed->items[1].id, "second");
}

TEST(Limits, an_oversized_tag_is_seen_wherever_its_quotes_stand) {  // C-07
    Limits const limits;
    std::string attributes;
    for (int n = 0; n < 300; ++n) attributes += " a" + std::to_string(n) + "='\"'";

    EXPECT_TRUE(has_oversized_tag("<r><a x=\">\"" + attributes + "/></r>", limits));
    EXPECT_TRUE(has_oversized_tag("<r><a x='" + std::string(2'000'000, 'x') + "'/></r>", limits));
    EXPECT_FALSE(has_oversized_tag("<r><a x='y'>" + std::string(2'000'000, '=') + "</a></r>", limits));
}

TEST(Limits, fields_are_cut_at_their_caps_between_characters) {  // C-08
    auto const long_text = repeat("\u20AC", 100'000);
    auto const feed =
        read(rss("<item><guid>" + long_text + "</guid><title>" + long_text + "</title><link>https://x.example/" +
                 std::string(9000, 'x') + "</link><description>" + long_text + "</description></item>"));

    ASSERT_TRUE(feed);
    auto const& item = feed->items.at(1);
    EXPECT_EQ(item.id.size(), 8192U / 3 * 3);
    EXPECT_EQ(item.title.size(), 8192U / 3 * 3);
    EXPECT_EQ(item.content_html.size(), 65536U / 3 * 3);
    EXPECT_EQ(item.url, "");  // half an address is another address
}

TEST(Limits, time_is_bounded_and_its_overrun_a_failure) {  // C-09
    Limits limits;
    limits.cpu = std::chrono::milliseconds{0};
    Deadline const deadline{limits.cpu};
    auto const document = rss(repeat("<item><guid>x</guid></item>", 2000));
    Decoded decoded{nullptr, document, false};
    auto const feed = read_xml_feed(std::move(decoded), 0, "", limits, deadline);

    ASSERT_FALSE(feed);
    EXPECT_EQ(feed.error().kind, ParseFailure::Kind::too_complex);
}

TEST(Limits, time_is_bounded_while_a_document_is_repaired_too) {  // C-09
    Deadline const deadline{std::chrono::milliseconds{0}};
    auto const result = repair(rss(repeat("<item>&</item>", 2000)), Limits{}, deadline);

    EXPECT_TRUE(result.is_out_of_time);
}

TEST(Limits, items_are_bounded_by_the_memory_they_cost) {
    Limits limits;
    limits.items = 100;
    auto const feed = read_within(limits, rss(repeat("<item><guid>x</guid></item>", 300)));

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 100U);
}

TEST(Limits, parts_of_items_are_bounded_by_the_memory_they_cost) {
    std::string enclosures;
    for (int n = 0; n < 100; ++n) enclosures += "<enclosure url=\"" + std::to_string(n) + "\"/>";
    auto const document = rss(repeat("<item><guid>x</guid>" + enclosures + "</item>", 1000));
    auto const feed = read_feed({document, "", "https://base.example/"});

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 1001U);
    EXPECT_EQ(feed->items[1].attachments.size(), 100U);
    std::size_t attachments = 0;
    for (auto const& item : feed->items) attachments += item.attachments.size();
    EXPECT_LT(attachments * sizeof(Attachment), 3 * document.size() + 50'000 * sizeof(Attachment));
    EXPECT_LT(attachments, 100'000U);
}

/** CPU time to read `size` bytes of the piece over and over. */
std::chrono::duration<double> time_of(std::string const& piece, std::size_t size) {
    auto const document = rss(repeat(piece, size / piece.size()));
    auto const start = std::clock();
    static_cast<void>(read(document));
    return std::chrono::duration<double>{static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC};
}

TEST(Limits, no_hostile_repetition_is_quadratic) {  // C-02
    for (std::string const piece : {"<![CDATA[",
                                    "<!--",
                                    "<?x",
                                    "<a b=\"",
                                    "<a b='",
                                    "</",
                                    "</a",
                                    "&",
                                    "&#",
                                    "&a",
                                    "<",
                                    "<a ",
                                    "<a b=c",
                                    "]]>",
                                    "<item>",
                                    "<b>",
                                    "<b></c>",
                                    "<!DOCTYPE",
                                    "<title>",
                                    "<a\"",
                                    "<a b=\"<\">",
                                    "\x01",
                                    "<x:y:z a:b:c=d>"}) {
        SCOPED_TRACE(piece);
        auto const large = time_of(piece, 800'000);
        if (large < std::chrono::milliseconds{200}) continue;  // quadratic would be minutes
        auto const small = time_of(piece, 100'000);
        EXPECT_LT(large, 24 * small);  // eight times the size: 8 if linear, 64 if quadratic
    }
}

TEST(Limits, nor_before_the_root) {  // B-10
    for (std::string const piece : {"<!--", "<?", "<!DOCTYPE '", "<", "<a", "</html"}) {
        SCOPED_TRACE(piece);
        read_in_time(repeat(piece, 3'000'000 / piece.size()));
    }
}

std::size_t bytes_of_links(Feed const& feed) {
    std::size_t bytes = 0;
    for (auto const& item : feed.items) {
        bytes += item.url.size() + item.image.size() + item.content_html.size();
        for (auto const& attachment : item.attachments) bytes += attachment.url.size();
        for (auto const& author : item.authors) bytes += author.url.size();
    }
    return bytes;
}

TEST(Limits, a_long_base_does_not_multiply_a_small_document) {  // B-22, C-08
    constexpr std::size_t floor = 6 * 1024 * 1024;
    auto const length = std::size_t{1900};
    auto const base = "https://base.example/" + std::string(length, 'b') + "/";
    auto const items = repeat("<item>" + repeat("<enclosure url=\"a\"/><enclosure url=\"b\"/>", 4) +
                                  "<link>x</link><description>&lt;a href=y&gt;</description></item>",
                              10'000);
    for (auto const& document : {"<rss><channel>" + items + "<link>" + base + "</link></channel></rss>",
                                 "<rss><channel><link>" + base + "</link>" + items + "</channel></rss>",
                                 "<rss xml:base=\"" + base + "\"><channel>" + items + "</channel></rss>"}) {
        auto const feed = read_within({}, document);

        ASSERT_TRUE(feed);
        EXPECT_EQ(feed->items.size(), 10'000U);
        EXPECT_GT(bytes_of_links(*feed), floor / 4);
        EXPECT_LT(bytes_of_links(*feed), floor + 2 * document.size());
    }
}

TEST(Limits, a_base_that_is_too_long_is_none) {  // B-22
    auto const base = "https://base.example/" + std::string(8000, 'b') + "/";
    auto const of_channel = read("<rss><channel><link>" + base + "</link><item><link>x</link></item></channel></rss>");
    auto const of_xml = read("<rss xml:base=\"" + base + "\"><channel><item><link>x</link></item></channel></rss>");

    ASSERT_TRUE(of_channel && of_xml);
    EXPECT_EQ(of_channel->items.at(0).url, "");
    EXPECT_EQ(of_xml->items.at(0).url, "");
}

TEST(Limits, a_link_that_resolves_to_more_than_its_cap_is_none) {  // C-08
    auto const long_link = repeat("\u20AC", 1500);
    auto const feed = read("<rss xml:base=\"https://base.example/\"><channel><item><guid>1</guid><link>" + long_link +
                           "</link></item></channel></rss>");

    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.at(0).url, "");
}

TEST(Limits, links_are_not_resolved_beyond_the_deadline) {  // C-09
    LinkResolver absolute{1'000'000, Deadline{std::chrono::milliseconds{-1}}};

    EXPECT_EQ(absolute("https://base.example/", "a"), std::nullopt);
    EXPECT_EQ(absolute("https://base.example/", "https://b.example/"), "https://b.example/");
    EXPECT_TRUE(absolute.is_out_of_time());
}

TEST(Limits, text_stays_within_its_cap_when_its_links_grow) {  // B-22, C-08
    auto const text = repeat("&lt;a href=x&gt;", 5000) + repeat("\u20AC", 10'000);
    auto const feed = read("<rss xml:base=\"https://base.example/long/path/\"><channel><item><description>" + text +
                           "</description></item></channel></rss>");

    ASSERT_TRUE(feed);
    auto const& html = feed->items.at(0).content_html;
    EXPECT_LE(html.size(), FieldCaps::text);
    EXPECT_GT(html.size(), FieldCaps::text - 64);
    EXPECT_TRUE(is_valid_utf8(html));
}

TEST(Limits, many_bindings_in_scope_are_stopped_by_the_clock) {  // C-09
    std::string document = "<rss>";
    for (int level = 0; level < 90; ++level) {
        document += "<l";
        for (int n = 0; n < 100; ++n)
            document += " xmlns:p" + std::to_string(n) + "=\"u" + std::to_string(level * 100 + n) + "\"";
        document += ">";
    }
    document += repeat("<a zz:b='' zz:c='' zz:d='' zz:e=''/>", 400'000);
    read_in_time(document);
}

}  // namespace
}  // namespace feedherald::parse
