// SPDX-License-Identifier: MIT
// Every value that leaves the parser is valid UTF-8, within its cap and harmless to show (B-07, B-24, C-08).
#include "base/utf8.hpp"
#include "parse/limits.hpp"
#include "parse/read.hpp"

#include <string>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

std::string const override_mark = "\u202E";

std::string euros(std::size_t count) {
    std::string text;
    for (std::size_t n = 0; n < count; ++n) text += "\u20AC";
    return text;
}

Item first_item(std::string const& document) {
    auto const feed = read_feed({document, "", "https://base.example/"});
    return feed && !feed->items.empty() ? feed->items.front() : Item{};
}

Item atom_item(std::string const& inside) {
    return first_item("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>" + inside + "</entry></feed>");
}

Item rss_item(std::string const& inside) {
    return first_item("<rss><channel><item><guid>1</guid>" + inside + "</item></channel></rss>");
}

TEST(FieldValues, labels_from_attributes_are_cut_between_characters) {  // B-06, C-08
    auto const label = euros(400);
    auto const whole = euros(FieldCaps::name / 3);

    EXPECT_EQ(atom_item("<category label='" + label + "'/>").tags.at(0), whole);
    EXPECT_EQ(atom_item("<link rel='enclosure' href='/a' title='" + label + "'/>").attachments.at(0).title, whole);
    EXPECT_EQ(rss_item("<media:category label='" + label + "'/>").tags.at(0), whole);
}

TEST(FieldValues, a_media_type_is_one_short_line) {  // B-24, C-08
    auto const long_type = "a/" + std::string(5000, 'b');
    auto const odd_type = "audio/&#10;mpeg" + override_mark;

    for (auto const& item : {rss_item("<enclosure url='/a' type='" + odd_type + "'/>"),
                             atom_item("<link rel='enclosure' href='/a' type='" + odd_type + "'/>"),
                             rss_item("<media:content url='/a' type='" + odd_type + "'/>"),
                             rss_item("<media:peerLink href='/a' type='" + odd_type + "'/>")})
        EXPECT_EQ(item.attachments.at(0).mime_type, "audio/ mpeg");
    for (auto const& item : {rss_item("<enclosure url='/a' type='" + long_type + "'/>"),
                             atom_item("<link rel='enclosure' href='/a' type='" + long_type + "'/>"),
                             rss_item("<media:content url='/a' type='" + long_type + "'/>")})
        EXPECT_EQ(item.attachments.at(0).mime_type.size(), FieldCaps::name);
}

TEST(FieldValues, a_language_is_one_short_line) {  // C-08
    auto const feed = read_feed({"<rss><channel><language>en\n us</language></channel></rss>", "", ""});
    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->language, "en us");

    auto const item = first_item("<feed xmlns='http://www.w3.org/2005/Atom'><entry xml:lang='" + euros(4000) +
                                 "'><id>1</id></entry></feed>");
    EXPECT_EQ(item.language, euros(FieldCaps::name / 3));
}

TEST(FieldValues, an_id_from_an_attribute_has_the_cap_of_ids) {  // C-08
    auto const item = first_item(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<item rdf:about='urn:" +
        euros(9000) + "'><title>t</title></item></rdf:RDF>");

    EXPECT_LE(item.id.size(), FieldCaps::link);
    EXPECT_TRUE(is_valid_utf8(item.id));
}

TEST(FieldValues, base64_brings_no_control_characters) {  // B-07, B-24
    auto const in_base64 = [](std::string const& name, std::string const& type, std::string const& base64) {
        return "<" + name + " mode='base64' type='" + type + "'>" + base64 + "</" + name + ">";
    };
    // "a\0b\x1b\x7f\u0085\u202Ec\nd"
    std::string const text = "YQBiG3/CheKArmMKZA==";
    auto const plain = atom_item(in_base64("title", "text/plain", text) + in_base64("content", "text/plain", text));
    auto const html = atom_item(in_base64("title", "text/html", text) + in_base64("content", "text/html", text));

    EXPECT_EQ(plain.title, "abc d");
    EXPECT_EQ(html.title, "abc d");
    EXPECT_EQ(plain.content_text, "ab" + override_mark + "c\nd");  // as given, as in any other content
    EXPECT_EQ(html.content_html, "ab" + override_mark + "c\nd");
}

TEST(FieldValues, addresses_between_commas_are_an_author_each) {
    auto const two = rss_item("<author>a@b.example, d@e.example</author>").authors;
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0], (Author{"a@b.example", "mailto:a@b.example", {}}));
    EXPECT_EQ(two[1], (Author{"d@e.example", "mailto:d@e.example", {}}));

    auto const named = rss_item("<author>a@b.example (Ann, of Bee)</author>").authors;
    ASSERT_EQ(named.size(), 1U);
    EXPECT_EQ(named[0], (Author{"Ann, of Bee", "mailto:a@b.example", {}}));
}

TEST(FieldValues, a_date_of_a_far_century_hides_no_better_one) {  // B-41
    using namespace std::chrono;
    std::string const far = "<pubDate>Tue, 01 Jan 2199 00:00:00 GMT</pubDate>";
    std::string const good = "<dc:date>2026-09-01T08:00:00Z</dc:date>";
    Instant const date = sys_days{2026y / September / 1} + 8h;

    EXPECT_EQ(rss_item(far + good).published, date);
    EXPECT_EQ(rss_item(good + far).published, date);
    EXPECT_TRUE(rss_item(far).published);  // what to think of it is for those who know the time
}

}  // namespace
}  // namespace feedherald::parse
