// SPDX-License-Identifier: MIT
#include "schedule/freshness.hpp"

#include "schedule/cache_control.hpp"
#include "schedule/retry_after.hpp"

#include <gtest/gtest.h>

namespace feedherald::schedule {
namespace {

using namespace std::chrono_literals;
using Seconds = std::optional<std::chrono::seconds>;

constexpr char date[] = "Sun, 22 Nov 2026 08:00:00 GMT";
constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 8h};

TEST(Freshness, is_what_the_answer_says_and_nothing_else_A16) {
    struct {
        char const* cache_control;
        char const* expires;
        char const* date;
        char const* age;
        Seconds expected;
    } const cases[]{
        {"", "", date, "", {}},
        {"max-age=3600", "", date, "", 3600s},
        {"MAX-AGE=3600", "", date, "", 3600s},
        {"max-age=\"3600\"", "", date, "", 3600s},
        {"public, max-age=3600, must-revalidate", "", date, "", 3600s},
        {"max-age=3600", "", date, "600", 3000s},
        {"max-age=3600", "", date, "3600", {}},
        {"max-age=3600", "", date, "600, 900", 3000s},
        {"max-age=3600", "", date, "nonsense", 3600s},
        {"max-age=3600, max-age=60", "", date, "", 3600s},
        {"s-maxage=9000", "", date, "", {}},
        {"s-maxage=9000, max-age=60", "", date, "", 60s},
        {"max-age=0", "", date, "", {}},
        {"max-age=-5", "", date, "", {}},
        {"max-age=36.5", "", date, "", {}},
        {"max-age=3600s", "", date, "", {}},
        {"max-age", "", date, "", {}},
        {"max-age=", "", date, "", {}},
        {"max-age =3600", "", date, "", 3600s},
        {"max-age=99999999999999999999", "", date, "", std::chrono::seconds{2'147'483'648}},
        {"no-cache, max-age=3600", "", date, "", {}},
        {"no-store", "", date, "", {}},
        {"no-cache=\"Set-Cookie\", max-age=3600", "", date, "", 3600s},
        {"extension=\"max-age=100\", max-age=3600", "", date, "", 3600s},
        {"extension=\"a, max-age=100\"", "", date, "", {}},
        {",,max-age=3600,", "", date, "", 3600s},
        {"", "Sun, 22 Nov 2026 09:00:00 GMT", date, "", 3600s},
        {"", "Sun, 22 Nov 2026 09:00:00 GMT", date, "1800", 1800s},
        {"", "Sunday, 22-Nov-26 09:00:00 GMT", date, "", 3600s},
        {"", "Sun Nov 22 09:00:00 2026", date, "", 3600s},
        {"", "Sun, 22 Nov 2026 07:00:00 GMT", date, "", {}},
        {"", "0", date, "", {}},
        {"", "-1", date, "", {}},
        {"", "Sun, 22 Nov 2026 09:00:00 GMT", "", "", {}},
        {"max-age=60", "Sun, 22 Nov 2026 09:00:00 GMT", date, "", 60s},
        {"max-age=nonsense", "Sun, 22 Nov 2026 09:00:00 GMT", date, "", {}},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(std::string(c.cache_control) + " | " + c.expires + " | " + c.age);
        CacheFields fields;
        fields.cache_control = c.cache_control;
        fields.expires = c.expires;
        fields.date = c.date;
        fields.age = c.age;
        EXPECT_EQ(freshness(fields), c.expected);
    }
}

TEST(RetryAfter, is_read_in_every_form_A20) {
    struct {
        char const* text;
        char const* date;
        Seconds expected;
    } const cases[]{
        {"", date, {}},
        {"120", date, 120s},
        {" 120 ", date, 120s},
        {"120, 240", date, 120s},
        {"0", date, {}},
        {"-120", date, {}},
        {"1e3", date, {}},
        {"12.5", date, {}},
        {"soon", date, {}},
        {"432000", date, 432000s},
        {"99999999999999", date, std::chrono::days{7}},
        {"Sun, 22 Nov 2026 08:02:00 GMT", date, 120s},
        {"Sunday, 22-Nov-26 08:02:00 GMT", date, 120s},
        {"Sun Nov 22 08:02:00 2026", date, 120s},
        {"Sun, 22 Nov 2026 07:00:00 GMT", date, {}},
        {"Sun, 22 Nov 2026 08:02:00 GMT", "", 120s},
        {"Sun, 22 Nov 2026 08:02:00 GMT", "Sun, 22 Nov 2026 08:01:00 GMT", 60s},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.text);
        CacheFields fields;
        fields.retry_after = c.text;
        fields.date = c.date;
        EXPECT_EQ(retry_after(fields, now), c.expected);
    }
}

TEST(RateLimit, waits_for_the_reset_where_nothing_is_left_A32) {
    struct {
        char const* remaining;
        char const* reset;
        Seconds expected;
    } const cases[]{
        {"0", "57", 59s}, {"0.0", "57.2", 60s},    {"3", "57", {}}, {"0", "", {}},
        {"", "57", {}},   {"0", "1790000000", {}}, {"x", "57", {}},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(std::string(c.remaining) + " " + c.reset);
        CacheFields fields;
        fields.rate_limit_remaining = c.remaining;
        fields.rate_limit_reset = c.reset;
        EXPECT_EQ(rate_limit_wait(fields), c.expected);
    }
}

}  // namespace
}  // namespace feedherald::schedule
