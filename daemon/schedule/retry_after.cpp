// SPDX-License-Identifier: MIT
#include "schedule/retry_after.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "schedule/delta_seconds.hpp"

#include <algorithm>
#include <cmath>

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

std::optional<std::chrono::seconds> obeyed(std::chrono::seconds wait) {
    if (wait <= std::chrono::seconds{0}) return std::nullopt;
    return std::min(wait, longest_obeyed);
}

}  // namespace

std::optional<std::chrono::seconds> retry_after(CacheFields const& fields, Instant received) {
    if (fields.retry_after.empty()) return std::nullopt;
    if (auto const date = parse_http_date(fields.retry_after)) {
        auto const from = parse_http_date(fields.date).value_or(received);
        return obeyed(std::chrono::ceil<std::chrono::seconds>(*date - from));
    }
    // Two fields joined by a proxy, or a server that lists two: the first is meant.
    auto const first = std::string_view(fields.retry_after).substr(0, fields.retry_after.find(','));
    auto const wait = parse_delta_seconds(first);
    return wait ? obeyed(*wait) : std::nullopt;
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
