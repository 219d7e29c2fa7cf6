// SPDX-License-Identifier: MIT
// Dates as feeds and HTTP write them (B-40, B-41), and RFC 3339 out.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace feedherald {

/** Any form of B-40: RFC 822 family, asctime, W3CDTF, ISO 8601, Unix seconds; empty when it is none (B-41). */
std::optional<Instant> parse_feed_date(std::string_view text);

/** The three forms of RFC 9110 §5.6.7 alone: IMF-fixdate, RFC 850, asctime. */
std::optional<Instant> parse_http_date(std::string_view text);

/** "2026-11-22T08:00:00Z"; milliseconds only where there are any. */
std::string to_rfc3339(Instant instant);
/** Only what to_rfc3339 writes and its offsets: for machine-written text. */
std::optional<Instant> parse_rfc3339(std::string_view text);

/** B-41: what lies before 1990 or more than 24 h ahead is a publisher's mistake, and shown as unknown. */
constexpr bool is_plausible_date(Instant date, Instant now) {
    return date >= std::chrono::sys_days{std::chrono::year{1990} / 1 / 1} && date <= now + std::chrono::hours{24};
}

}  // namespace feedherald
