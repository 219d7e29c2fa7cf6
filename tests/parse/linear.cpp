// SPDX-License-Identifier: MIT
// Linear time (C-02): each of these documents takes minutes as soon as what it repeats is looked for anew each time.
#include "parse/doctype.hpp"
#include "parse/html_links.hpp"
#include "parse/repair.hpp"

#include <string>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

Deadline const all_the_time{std::chrono::hours{1}};

std::string repeat(std::string const& piece, std::size_t times) {
    std::string all;
    all.reserve(piece.size() * times);
    for (std::size_t n = 0; n < times; ++n) all += piece;
    return all;
}

Repaired repaired(std::string const& inside) {
    return repair("<rss>" + inside + "</rss>", Limits{}, all_the_time);
}

TEST(Linear, sections_that_share_one_far_end) {  // C-02, B-15
    auto const result = repaired(repeat("<a><![CDATA[x</a>", 100'000) + repeat("x]x", 1'000'000) + "]]>");

    EXPECT_TRUE(result.text.starts_with("<rss><a><![CDATA[x]]></a><a><![CDATA[x]]></a><a>"));
}

TEST(Linear, sections_in_sections_of_an_element_that_never_ends) {  // C-02
    auto const result = repaired("<a>" + repeat("<![CDATA[<![CDATA[]]>", 200'000) + repeat("x<x", 1'000'000));

    EXPECT_TRUE(result.text.starts_with("<rss><a><![CDATA[<![CDATA[]]><![CDATA[<![CDATA[]]>"));
}

TEST(Linear, values_that_hold_tags_and_lead_to_a_tag_of_prose) {  // C-02, B-14
    auto const result = repaired("<a " + repeat("b=\"<a \" ", 300'000) + "<" + "</a>");

    EXPECT_FALSE(result.is_truncated);
    EXPECT_TRUE(result.text.starts_with("<rss>&lt;a b=\""));
}

TEST(Linear, document_types_with_comments_that_never_end) {  // C-02
    auto const declaration = "<!doctype x [ " + repeat("<!-- ", 12'000) + "]>";

    for (int round = 0; round < 500; ++round) ASSERT_EQ(skip_doctype(declaration, 0), declaration.size());
}

TEST(Linear, source_sets_without_a_comma) {  // C-02, B-22
    auto const html = repeat("<a srcset=\"x: \">", 300'000);

    EXPECT_FALSE(has_relative_links(html));
}

}  // namespace
}  // namespace feedherald::parse
