// SPDX-License-Identifier: MIT
#include "parse/html_entities.hpp"

#include "base/text.hpp"
#include "parse/html_entities_table.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

TEST(HtmlEntities, are_all_2231_of_the_standard) {  // B-13
    std::size_t names = 0;
    std::size_t legacy = 0;
    std::string_view previous;
    for (auto const offset : html_entity_offsets) {
        auto const end = html_entity_text.find_first_of("=~", offset);
        auto const name = html_entity_text.substr(offset, end - offset);
        EXPECT_LT(previous, name);
        previous = name;
        auto const value = html_entity(name);
        ASSERT_TRUE(value) << name;
        EXPECT_TRUE(is_valid_utf8(*value)) << name;
        EXPECT_GE(count_characters(*value), 1U) << name;
        EXPECT_LE(count_characters(*value), 2U) << name;
        ++names;
        if (is_legacy_html_entity(name)) ++legacy;
    }
    EXPECT_EQ(names + legacy, 2231U);
    EXPECT_EQ(legacy, 106U);
}

TEST(HtmlEntities, mean_what_the_standard_says) {  // B-13
    EXPECT_EQ(html_entity("AElig"), "Æ");
    EXPECT_EQ(html_entity("zwnj"), "\u200C");
    EXPECT_EQ(html_entity("nbsp"), "\u00A0");
    EXPECT_EQ(html_entity("Tab"), "\t");
    EXPECT_EQ(html_entity("NewLine"), "\n");
    EXPECT_EQ(html_entity("semi"), ";");
    EXPECT_EQ(html_entity("equals"), "=");
    EXPECT_EQ(html_entity("quot"), "\"");
    EXPECT_EQ(html_entity("bsol"), "\\");
    EXPECT_EQ(html_entity("fjlig"), "fj");
    EXPECT_EQ(html_entity("bne"), "=\u20E5");
    EXPECT_EQ(html_entity("Afr"), "\U0001D504");
    EXPECT_EQ(html_entity("CounterClockwiseContourIntegral"), "∳");
    EXPECT_EQ(html_entity("rsquo"), "’");
}

TEST(HtmlEntities, are_told_apart_by_letter_case) {  // B-13
    EXPECT_EQ(html_entity("Dagger"), "‡");
    EXPECT_EQ(html_entity("dagger"), "†");
    EXPECT_EQ(html_entity("DAGGER"), std::nullopt);
}

TEST(HtmlEntities, do_not_know_other_names) {
    for (std::string_view const name : {"", "a", "amp;", "am", "ampx", "zzzz", "=", "~", ";", "AElig~",
                                        "hellip=", "CounterClockwiseContourIntegralx"})
        EXPECT_EQ(html_entity(name), std::nullopt) << name;
    EXPECT_EQ(html_entity(std::string(100000, 'a')), std::nullopt);
}

TEST(HtmlEntities, that_need_no_semicolon_are_the_legacy_ones) {  // B-13
    for (std::string_view const name : {"amp", "AMP", "lt", "GT", "nbsp", "eacute", "yuml", "frac34", "copy"})
        EXPECT_TRUE(is_legacy_html_entity(name)) << name;
    for (std::string_view const name : {"hellip", "rsquo", "apos", "mdash", "euro", "unknown", ""})
        EXPECT_FALSE(is_legacy_html_entity(name)) << name;
}

TEST(HtmlReference, counts_what_it_read) {
    auto const read = [](std::string_view text, bool legacy) {
        std::string out;
        auto const size = append_html_reference(out, text, 0, legacy);
        return std::pair{out, size};
    };
    using Read = std::pair<std::string, std::size_t>;
    EXPECT_EQ(read("&amp;x", false), Read("&", 5));
    EXPECT_EQ(read("&ampx", true), Read("&", 4));
    EXPECT_EQ(read("&ampx", false), Read("", 0));
    EXPECT_EQ(read("&#65;x", false), Read("A", 5));
    EXPECT_EQ(read("&#65x", false), Read("A", 4));
    EXPECT_EQ(read("&#1;", false), Read("", 4));
    EXPECT_EQ(read("&#128;", false), Read("€", 6));  // B-07
    EXPECT_EQ(read("&#xFFFE;", false), Read("", 8));
    EXPECT_EQ(read("&", true), Read("", 0));
}

}  // namespace
}  // namespace feedherald::parse
