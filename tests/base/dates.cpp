// SPDX-License-Identifier: MIT
#include "base/dates.hpp"

#include "base/date_words.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

using namespace std::chrono;

std::string shown(std::optional<Instant> date) {
    return date ? to_rfc3339(*date) : "unknown";
}

TEST(HttpDate, reads_the_three_forms_of_rfc_9110) {
    EXPECT_EQ(shown(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT")), "1994-11-06T08:49:37Z");
    EXPECT_EQ(shown(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT")), "1994-11-06T08:49:37Z");
    EXPECT_EQ(shown(parse_http_date("Sun Nov  6 08:49:37 1994")), "1994-11-06T08:49:37Z");
    EXPECT_EQ(shown(parse_http_date("Wed Nov 16 08:49:37 1994")), "1994-11-16T08:49:37Z");
    EXPECT_EQ(shown(parse_http_date("Friday, 01-Jan-26 00:00:00 GMT")), "2026-01-01T00:00:00Z");
}

TEST(HttpDate, reads_the_long_past_that_says_expired) {
    EXPECT_EQ(shown(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT")), "1970-01-01T00:00:00Z");
    EXPECT_EQ(shown(parse_http_date("Thu, 19 Nov 1981 08:52:00 GMT")), "1981-11-19T08:52:00Z");
}

TEST(HttpDate, reads_nothing_else) {
    for (std::string_view const text :
         {"", "0", "-1", "never", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 +0000",
          "Sun, 6 Nov 1994 08:49:37 GMT", "06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
          "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT junk", "Sun, 32 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 0 6 Nov 1994 08:49:37 GMT",
          "1520932969", "Sun Nov 6 08:49:37 1994 GMT"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(shown(parse_http_date(text)), "unknown");
    }
}

TEST(Rfc3339, is_written_in_utc_with_milliseconds_only_where_there_are_any) {
    EXPECT_EQ(to_rfc3339(sys_days{2026y / November / 22} + 8h), "2026-11-22T08:00:00Z");
    EXPECT_EQ(to_rfc3339(sys_days{2026y / November / 22} + 8h + 7ms), "2026-11-22T08:00:00.007Z");
    EXPECT_EQ(to_rfc3339(sys_days{1969y / December / 31} + 23h + 59min + 59s), "1969-12-31T23:59:59Z");
    EXPECT_EQ(to_rfc3339(sys_days{987y / January / 2}), "0987-01-02T00:00:00Z");
}

TEST(Rfc3339, reads_what_it_writes_and_offsets) {
    for (std::string_view const text : {"2026-11-22T08:00:00Z", "2026-11-22T08:00:00.007Z", "2024-02-29T23:59:59Z"})
        EXPECT_EQ(shown(parse_rfc3339(text)), text);
    EXPECT_EQ(shown(parse_rfc3339("2026-11-22T08:00:00+05:30")), "2026-11-22T02:30:00Z");
    EXPECT_EQ(shown(parse_rfc3339("2026-11-22t08:00:00.5-01:00")), "2026-11-22T09:00:00.500Z");
    EXPECT_EQ(shown(parse_rfc3339("2026-11-22T08:00:00.123456789z")), "2026-11-22T08:00:00.123Z");
}

TEST(Rfc3339, reads_nothing_else) {
    for (std::string_view const text :
         {"", "2026", "2026-11-22", "2026-11-22T08:00Z", "2026-11-22T08:00:00", "2026-11-22T08:00:00+0530",
          "2026-11-22T08:00:00.Z", "2026-02-30T08:00:00Z", "2026-11-22T24:00:00Z", " 2026-11-22T08:00:00Z",
          "2026-11-22T08:00:00Z ", "2026-11-22T08:00:00+24:00", "2026-11-22T08:00:00+05:60", "+026-11-22T08:00:00Z"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(shown(parse_rfc3339(text)), "unknown");
    }
}

TEST(DateWords, are_folded_to_lower_case_without_accents) {
    EXPECT_EQ(fold_date_word("DÉCEMBRE"), "decembre");
    EXPECT_EQ(fold_date_word("październik"), "pazdziernik");
    EXPECT_EQ(fold_date_word("Ιούλιος"), "ιουλιοσ");
    EXPECT_EQ(fold_date_word("МАЯ"), "мая");
    EXPECT_EQ(fold_date_word("e\u0301"), "e");
}

}  // namespace
}  // namespace feedherald
