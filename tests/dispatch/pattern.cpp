// SPDX-License-Identifier: MIT
// What a pattern of include or exclude matches, and which ones are refused.
#include "dispatch/pattern.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace {

using feedherald::Item;
using feedherald::dispatch::pattern_error;
using feedherald::dispatch::Patterns;

Item post() {
    Item item;
    item.url = "https://blog.example/2026/11/coroutines";
    item.title = "Coroutines in Practice";
    item.content_text = "Symmetric transfer, explained.";
    item.summary = "A long read";
    item.authors = {{"Ada Lovelace", "mailto:ada@example.org", ""}, {"Charles", "", ""}};
    item.tags = {"c++", "async"};
    return item;
}

bool matches(std::string const& pattern, Item const& item) {
    return Patterns{{pattern}}.match(item).has_value();
}

TEST(Patterns, look_at_the_field_that_their_prefix_names) {
    struct Row {
        std::string pattern;
        bool expected;
    };
    for (auto const& [pattern, expected] : {
             Row{"Coroutines", true},
             Row{"transfer", true},
             Row{"long read$", true},
             Row{"Lovelace", false},
             Row{"async", false},
             Row{"blog.example", false},
             Row{"title:Practice$", true},
             Row{"title:^Practice", false},
             Row{"title:transfer", false},
             Row{"title: ^Coroutines", true},
             Row{"author:Ada", true},
             Row{"author:^Charles$", true},
             Row{"author:ada@example", true},
             Row{"author:Coroutines", false},
             Row{"tag:^async$", true},
             Row{"tag:^c[+][+]$", true},
             Row{"tag:sync$", true},
             Row{"tag:^syn", false},
             Row{"url:/2026/", true},
             Row{"url:/2025/", false},
             Row{"coroutines", false},
             Row{"(?i)coroutines", true},
             Row{"title:(?i)PRACTICE", true},
             Row{"Title:Practice", false},
         }) {
        SCOPED_TRACE(pattern);
        EXPECT_EQ(matches(pattern, post()), expected);
    }
}

TEST(Patterns, of_one_field_never_match_across_into_another) {
    EXPECT_FALSE(matches("Practice.*Symmetric", post()));
    EXPECT_FALSE(matches("(?s)Practice.*Symmetric", post()));
}

TEST(Patterns, name_the_first_one_that_matches_as_it_was_written) {
    Patterns const patterns{{"title:nothing", "tag: async", "Coroutines"}};

    EXPECT_EQ(patterns.match(post()), "tag: async");
    EXPECT_FALSE(patterns.empty());
    EXPECT_TRUE(Patterns{}.empty());
    EXPECT_EQ(Patterns{}.match(post()), std::nullopt);
}

TEST(Patterns, do_not_match_what_an_item_does_not_have) {
    EXPECT_FALSE(matches("title:^$", Item{}));
    EXPECT_FALSE(matches("tag:.*", Item{}));
    EXPECT_FALSE(matches(".*", Item{}));
}

TEST(Patterns, see_characters_not_bytes) {
    auto item = post();
    item.title = "Größe";

    EXPECT_TRUE(matches("title:^Gr..e$", item));
}

TEST(Patterns, survive_a_move) {
    Patterns from{{"Coroutines"}};
    Patterns to;

    to = std::move(from);

    EXPECT_EQ(to.match(post()), "Coroutines");
}

TEST(PatternError, is_empty_for_valid_patterns_and_in_words_for_others) {
    for (auto const* valid : {"rust", "title:^a|b$", "(?i)x", R"(tag:\bgo\b)", "author: [A-Z]", "::", "price:5"})
        EXPECT_EQ(pattern_error(valid), std::nullopt) << valid;
    for (auto const* invalid :
         {"", "title:", "url:   ", "(", "[a", "*", "a{2,1}", R"((a)\1)", "(?=look)", "\xff", R"(tag:\)"}) {
        auto const error = pattern_error(invalid);
        ASSERT_TRUE(error.has_value()) << invalid;
        EXPECT_FALSE(error->empty()) << invalid;
    }
}

TEST(Patterns, refuse_to_be_built_from_an_invalid_one) {
    EXPECT_THROW(Patterns({"fine", "("}), std::runtime_error);
}

// A backtracking engine needs 2^60 steps for this one.
TEST(Patterns, take_linear_time_on_hostile_text) {
    auto item = post();
    item.content_text = std::string(1000000, 'a');

    EXPECT_FALSE(matches("^(a+)+#$|((a*)*)*#", item));
}

}  // namespace
