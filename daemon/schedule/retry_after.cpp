// SPDX-License-Identifier: MIT
#include "schedule/retry_after.hpp"

#include "base/retry_after.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace feedherald::schedule {

namespace {

constexpr std::chrono::seconds longest_obeyed = std::chrono::days{7};
constexpr std::chrono::seconds after_reset{2};

/** "0", "0.0", "57.25": Reddit sends decimals. */
std::optional<double> parse_decimal(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::chrono::seconds> retry_after(CacheFields const& fields, Instant received) {
    auto const wait = parse_retry_after(fields.retry_after, fields.date, received);
    if (!wait || *wait == wait->zero()) return std::nullopt;
    return std::min(*wait, longest_obeyed);
}

std::optional<std::chrono::seconds> rate_limit_wait(CacheFields const& fields) {
    auto const remaining = parse_decimal(fields.rate_limit_remaining);
    auto const reset = parse_decimal(fields.rate_limit_reset);
    if (!remaining || *remaining >= 1.0 || !reset) return std::nullopt;
    // Some servers send the instant instead of the seconds to it; those are not ours to guess a clock for.
    if (*reset > static_cast<double>(longest_obeyed.count())) return std::nullopt;
    return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(*reset))) + after_reset;
}

}  // namespace feedherald::schedule
