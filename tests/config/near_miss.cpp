// SPDX-License-Identifier: MIT
#include "config/near_miss.hpp"

#include <array>

#include <gtest/gtest.h>

namespace feedherald::config {
namespace {

TEST(EditDistance, counts_slips_of_the_finger) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("tiemout", "timeout"), 1U);
    EXPECT_EQ(edit_distance("Timeout", "timeout"), 0U);
    EXPECT_EQ(edit_distance("ab", "ba"), 1U);
}

TEST(NearMiss, stays_silent_when_nothing_is_near) {
    constexpr std::array<std::string_view, 3> words{"interval", "timeout", "to"};

    EXPECT_EQ(near_miss("intervall", words), "interval");
    EXPECT_EQ(near_miss("ti", words), "to");
    EXPECT_EQ(near_miss("xyzzy", words), std::nullopt);
    EXPECT_EQ(near_miss("", words), std::nullopt);
    EXPECT_EQ(did_you_mean("timeot", words), ", did you mean timeout?");
    EXPECT_EQ(did_you_mean("q", {}), "");
}

}  // namespace
}  // namespace feedherald::config
