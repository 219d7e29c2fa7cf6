// SPDX-License-Identifier: MIT
// Retry-After, on whatever answer it comes.
#include "base/retry_after.hpp"

#include "base/delta_seconds.hpp"

#include <gtest/gtest.h>

namespace feedherald {
namespace {

using namespace std::chrono_literals;

constexpr Instant received{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 8h};

TEST(ParseRetryAfter, reads_seconds_and_dates_in_every_form_A20) {
    struct {
        char const* text;
        char const* date;
        std::optional<std::chrono::seconds> expected;
    } const cases[] = {
        {"5", "", 5s},
        {" 5 ", "", 5s},
        {"0", "", 0s},
        {"120, 240", "", 120s},
        {"99999999999", "", longest_delta},
        {"99999999999999999999999999", "", longest_delta},
        {"", "", {}},
        {"-5", "", {}},
        {"1e3", "", {}},
        {"1.5", "", {}},
        {"soon", "", {}},
        {"Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 30s},
        {" Sunday, 06-Nov-94 08:49:37 GMT ", " Sun Nov  6 08:49:27 1994 ", 10s},
        {"Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 09:00:00 GMT", 0s},
        {"Sun, 22 Nov 2026 08:02:00 GMT", "", 120s},
        {"Sun, 22 Nov 2026 08:02:00 GMT", "today", 120s},
        {"Sun, 22 Nov 2026 07:00:00 GMT", "", 0s},
        {"Fri, 31 Dec 9999 23:59:59 GMT", "", longest_delta},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.text);
        EXPECT_EQ(parse_retry_after(c.text, c.date, received), c.expected);
    }
}

}  // namespace
}  // namespace feedherald
