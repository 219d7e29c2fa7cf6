// SPDX-License-Identifier: MIT
#include "base/duration.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

using namespace std::chrono_literals;

TEST(ParseDuration, reads_units_largest_first_each_once) {
    struct Case {
        std::string_view input;
        std::optional<Duration> expected;
    };
    std::vector<Case> const cases{
        {"90s", 90s},
        {"15m", 15min},
        {"1h30m", 90min},
        {"2d", 48h},
        {"2w", 14 * 24h},
        {"250ms", 250ms},
        {"1m250ms", 60s + 250ms},
        {"1w1d1h1m1s1ms", 192h + 1h + 1min + 1s + 1ms},
        {"0s", 0s},
        {"007s", 7s},
        {"", std::nullopt},
        {"90", std::nullopt},
        {"s", std::nullopt},
        {"1h30", std::nullopt},
        {"30m1h", std::nullopt},
        {"1h1h", std::nullopt},
        {"-1h", std::nullopt},
        {"+1h", std::nullopt},
        {"1.5h", std::nullopt},
        {"1 h", std::nullopt},
        {"1h 30m", std::nullopt},
        {" 1h", std::nullopt},
        {"1h ", std::nullopt},
        {"1H", std::nullopt},
        {"1y", std::nullopt},
        {"1mm", std::nullopt},
        {"99999999d", std::nullopt},
        {"18446744073709551615ms", std::nullopt},
        {"99999999999999999999s", std::nullopt},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        EXPECT_EQ(parse_duration(c.input), c.expected);
    }
}

TEST(DurationText, is_exact_and_reads_back) {
    EXPECT_EQ(to_text(5400s), "1h30m");
    EXPECT_EQ(to_text(0s), "0s");
    EXPECT_EQ(to_text(400 * 24h), "400d");
    EXPECT_EQ(to_text(Duration{-1500}), "-1s500ms");
    for (Duration const span : {Duration{1}, Duration{1500}, Duration{86400000}, Duration{90061001}}) {
        SCOPED_TRACE(span.count());
        EXPECT_EQ(parse_duration(to_text(span)), span);
    }
}

TEST(DurationInWords, has_two_units_at_most) {
    EXPECT_EQ(in_words(72h), "3 days");
    EXPECT_EQ(in_words(65min), "1 hour 5 minutes");
    EXPECT_EQ(in_words(20s), "20 seconds");
    EXPECT_EQ(in_words(1s), "1 second");
    EXPECT_EQ(in_words(25h + 59s), "1 day 1 hour");
    EXPECT_EQ(in_words(24h + 5min), "1 day");
    EXPECT_EQ(in_words(1500ms), "1 second");
    EXPECT_EQ(in_words(250ms), "250 milliseconds");
    EXPECT_EQ(in_words(0s), "0 seconds");
}

}  // namespace
}  // namespace feedherald
