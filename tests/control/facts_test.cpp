// SPDX-License-Identifier: MIT
#include "control/facts.hpp"

#include <gtest/gtest.h>

namespace feedherald::control {
namespace {

TEST(Facts, leave_out_on_the_bus_what_is_unknown) {
    auto const value = to_bus(Facts{{"a", Fact()}, {"b", 7}, {"c", true}, {"d", Fact::known("")}});
    EXPECT_EQ(value.signature(), "a{sv}");
    EXPECT_EQ(value.at("a"), nullptr);
    EXPECT_EQ(value.at("b")->signature(), "x");
    EXPECT_EQ(value.at("c")->signature(), "b");
    EXPECT_EQ(value.at("d"), nullptr);
}

TEST(Facts, carry_lists_of_text_and_of_records) {
    auto const value =
        to_bus(Facts{{"tags", FactList{"x", "y"}}, {"none", FactList{}}, {"sinks", FactList{Facts{{"name", "n"}}}}});
    EXPECT_EQ(value.at("tags")->signature(), "as");
    EXPECT_EQ(value.at("none")->signature(), "as");
    EXPECT_EQ(value.at("sinks")->signature(), "aa{sv}");
}

TEST(Facts, hold_only_text_that_the_bus_can_carry) {
    EXPECT_EQ(to_bus(Fact(std::string("a\0b\xff", 4))).text(), "ab\xEF\xBF\xBD");
}

TEST(Facts, tell_instants_to_the_second_in_UTC) {
    EXPECT_EQ(told(Instant{Duration{1795334400123}}), "2026-11-22T08:00:00Z");
    EXPECT_EQ(to_bus(Fact(std::optional<Instant>(Instant{Duration{-1}}))).text(), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace feedherald::control
