// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

TEST(Trim, takes_ascii_white_space_off_both_ends) {
    EXPECT_EQ(trim(" \t\r\n\f\v a b \n"), "a b");
    EXPECT_EQ(trim(" \n "), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("\xC2\xA0"
                   "a"),
              "\xC2\xA0"
              "a");
}

TEST(AsciiCase, folds_ascii_alone) {
    EXPECT_EQ(to_lower_ascii("ETag ÄB"), "etag Äb");
    EXPECT_TRUE(equals_ignoring_ascii_case("Content-Type", "content-TYPE"));
    EXPECT_FALSE(equals_ignoring_ascii_case("a", "ab"));
    EXPECT_FALSE(equals_ignoring_ascii_case("Ä", "ä"));
    EXPECT_FALSE(equals_ignoring_ascii_case("[", "{"));
}

TEST(FoldWhiteSpace, makes_runs_one_blank_and_trims) {
    EXPECT_EQ(fold_white_space("  a \t\n b\r\nc  "), "a b c");
    EXPECT_EQ(fold_white_space("a\xC2\xA0\xC2\xA0"
                               "b\xE2\x80\x83"
                               "c\xE3\x80\x80"
                               "d"),
              "a b c d");
    EXPECT_EQ(fold_white_space("\xC2\xA0\xE2\x80\xA8"), "");
    EXPECT_EQ(fold_white_space("日本 語"), "日本 語");
}

TEST(Cut, ends_at_a_word_where_one_ends_late_enough) {
    struct Case {
        std::string_view input;
        std::size_t characters;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"short", 5, "short"},
        {"short", 99, "short"},
        {"", 0, ""},
        {"abc", 0, ""},
        {"abc", 1, "…"},
        {"hello brave new world", 12, "hello brave…"},
        {"hello brave new world", 14, "hello brave…"},
        {"hello brave new world", 16, "hello brave new…"},
        {"ab Donaudampfschifffahrt", 12, "ab Donaudam…"},  // the only word ends too early
        {"日本語の長い題名", 4, "日本語…"},
        {"one two  three", 9, "one two…"},
        {"naïve", 5, "naïve"},
        {"naïves", 5, "naïv…"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        auto const out = cut(c.input, c.characters);
        EXPECT_EQ(out, c.expected);
        EXPECT_LE(count_characters(out), c.characters);
    }
}

TEST(Cut, never_parts_a_character_from_what_belongs_to_it) {
    EXPECT_EQ(cut("xe\xCC\x81\xCC\x82 long", 3), "x…");                  // e + two accents
    EXPECT_EQ(cut("a👩‍👩‍👧bcd", 4), "a…");                   // a family of joiners
    EXPECT_EQ(cut("a👍🏽bcd", 3), "a…");                             // a skin tone
    EXPECT_EQ(cut("a❤️bcd", 3), "a…");                               // a variation selector
    EXPECT_EQ(cut("🇩🇪🇫🇷🇮🇹", 4), "🇩🇪…");                                  // flags are pairs
    EXPECT_EQ(cut(std::string("a") + std::string(3, '\xCC'), 2), "a…");  // bad bytes do no harm
}

TEST(Cut, survives_a_text_of_marks_alone) {
    std::string marks;
    for (int i = 0; i < 100; ++i) marks += "\xCC\x81";

    EXPECT_EQ(cut(marks, 10), "…");
}

// C-25
TEST(Neutralise, takes_out_what_controls_the_screen) {
    EXPECT_EQ(neutralise("a\x1b[31mred\x07\x7f\r\n\tb"), "a[31mred\n\tb");
    EXPECT_EQ(neutralise(std::string_view("a\0b", 3)), "ab");
    EXPECT_EQ(neutralise("a\xC2\x9B"
                         "1m"),
              "a1m");
    EXPECT_EQ(neutralise("x\u202Egnp.exe\u202C \u2066y\u2069\u200E\u200F\u061C"), "xgnp.exe y");
    EXPECT_EQ(neutralise("bad \xFF byte"), "bad \uFFFD byte");
    EXPECT_EQ(neutralise("żółć 👩‍👧 \u00AD"), "żółć 👩‍👧 \u00AD");
}

TEST(EscapeControls, shows_them_instead) {
    EXPECT_EQ(escape_controls("a\nb\tc\rd\x1b[0m"), "a\\nb\\tc\\rd\\x1b[0m");
    EXPECT_EQ(escape_controls("\x7f\xC2\x85\u202E\u2028"), "\\x7f\\u0085\\u202e\\u2028");
    EXPECT_EQ(escape_controls("\xE2\x82z\xFF"), "\\xe2\\x82z\\xff");
    EXPECT_EQ(escape_controls("zażółć \\n 😀"), "zażółć \\n 😀");
}

}  // namespace
}  // namespace feedherald
