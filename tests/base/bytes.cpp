// SPDX-License-Identifier: MIT
#include "base/bytes.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

TEST(ParseBytes, reads_counts_and_both_families_of_units) {
    struct Case {
        std::string_view input;
        std::optional<Bytes> expected;
    };
    std::vector<Case> const cases{
        {"0", Bytes{0}},
        {"4096", Bytes{4096}},
        {"512KiB", kib(512)},
        {"20MiB", mib(20)},
        {"1GiB", mib(1024)},
        {"5KB", Bytes{5000}},
        {"5MB", Bytes{5000000}},
        {"18446744073709551615", Bytes{UINT64_MAX}},
        {"", std::nullopt},
        {"KiB", std::nullopt},
        {"-1", std::nullopt},
        {"+1", std::nullopt},
        {"1 MiB", std::nullopt},
        {" 1", std::nullopt},
        {"1mib", std::nullopt},
        {"1.5MiB", std::nullopt},
        {"1MiBs", std::nullopt},
        {"18446744073709551616", std::nullopt},
        {"18014398509481984KiB", std::nullopt},
        {"99999999999GiB", std::nullopt},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        EXPECT_EQ(parse_bytes(c.input), c.expected);
    }
}

TEST(BytesText, takes_the_largest_unit_that_divides) {
    EXPECT_EQ(to_text(mib(20)), "20MiB");
    EXPECT_EQ(to_text(kib(512)), "512KiB");
    EXPECT_EQ(to_text(mib(2048)), "2GiB");
    EXPECT_EQ(to_text(Bytes{1000}), "1000");
    EXPECT_EQ(to_text(Bytes{0}), "0");
}

}  // namespace
}  // namespace feedherald
