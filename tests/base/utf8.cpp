// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

struct Sequence {
    std::string_view bytes;
    std::string_view made_valid;
};

std::vector<Sequence> const bad_sequences{
    {"\x80", "\xEF\xBF\xBD"},
    {"a\xFFz", "a\xEF\xBF\xBDz"},
    {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},                                  // overlong '/'
    {"\xE0\x80\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},                  // overlong '/'
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},                  // a surrogate
    {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // over U+10FFFF
    {"\xE2\x82", "\xEF\xBF\xBD"},                                              // cut short: one maximal prefix
    {"\xE2\x82z", "\xEF\xBF\xBDz"},
    {"\xF0\x9F\x98z", "\xEF\xBF\xBDz"},
    {"\xE2\x82\xE2\x82\xAC", "\xEF\xBF\xBD\xE2\x82\xAC"},
    {"12345678\xFF"
     "12345678",
     "12345678\xEF\xBF\xBD"
     "12345678"},
};

TEST(Utf8, replaces_each_maximal_bad_prefix_once) {
    for (auto const& c : bad_sequences) {
        SCOPED_TRACE(c.made_valid);
        EXPECT_FALSE(is_valid_utf8(c.bytes));
        EXPECT_EQ(to_valid_utf8(c.bytes), c.made_valid);
        EXPECT_TRUE(is_valid_utf8(c.made_valid));
    }
}

TEST(Utf8, leaves_valid_text_alone) {
    for (std::string_view const text :
         {"", "plain", "eight ch", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
          "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "naïve café 日本語 😀 twelve"}) {
        SCOPED_TRACE(text);
        EXPECT_TRUE(is_valid_utf8(text));
        EXPECT_EQ(to_valid_utf8(text), text);
    }
}

TEST(Utf8, round_trips_every_boundary) {
    for (char32_t const c :
         {U'\x1', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF', U'\xE000', U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
        std::string text;
        append_utf8(text, c);
        std::size_t at = 0;
        EXPECT_EQ(next_character(text, at), c);
        EXPECT_EQ(at, text.size());
        EXPECT_EQ(count_characters(text), 1U);
    }
}

TEST(Utf8, writes_no_surrogates_and_nothing_over_the_end) {
    for (char32_t const c : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
        std::string text;
        append_utf8(text, c);
        EXPECT_EQ(text, "\xEF\xBF\xBD");
    }
}

TEST(Utf8, stepping_through_any_bytes_ends) {
    for (auto const& c : bad_sequences) {
        std::string stepped;
        for (std::size_t at = 0; at < c.bytes.size();) append_utf8(stepped, next_character(c.bytes, at));
        EXPECT_EQ(stepped, c.made_valid);
    }
}

TEST(ExtendsPrevious, knows_marks_joiners_selectors_and_skin_tones) {
    for (unsigned const c : {0x300U, 0x36FU, 0x5B0U, 0x64BU, 0x94DU, 0x93EU, 0x200DU, 0x20E3U, 0x20DDU, 0xFE0FU,
                             0xFE20U, 0x1F3FDU, 0xE0067U, 0xE007FU, 0xE0100U})
        EXPECT_TRUE(extends_previous(c)) << std::hex << c;
    for (unsigned const c :
         {0x20U, 0x41U, 0xE9U, 0x2FFU, 0x370U, 0x905U, 0x4E00U, 0x200BU, 0x1F600U, 0x1F1E6U, 0x10FFFFU})
        EXPECT_FALSE(extends_previous(c)) << std::hex << c;
}

}  // namespace
}  // namespace feedherald
