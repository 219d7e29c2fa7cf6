// SPDX-License-Identifier: MIT
#include "schedule/hints.hpp"

#include <algorithm>

namespace feedherald::schedule {

namespace {
constexpr std::chrono::minutes shortest_ttl{1};
constexpr std::chrono::minutes longest_ttl{10080};
constexpr std::chrono::seconds longest_period = std::chrono::days{366};
}  // namespace

std::optional<std::chrono::seconds> hinted_interval(PollHints const& hints) {
    std::optional<std::chrono::seconds> interval;
    if (hints.ttl && *hints.ttl >= shortest_ttl && *hints.ttl <= longest_ttl) interval = *hints.ttl;
    if (hints.update_period && !hints.update_period_is_hourly_once && *hints.update_period > std::chrono::seconds{0})
        interval = std::max(interval.value_or(std::chrono::seconds{0}), std::min(*hints.update_period, longest_period));
    return interval;
}

Instant after_skipped(PollHints const& hints, Instant at) {
    bool const hours = hints.skip_hours.any() && !hints.skip_hours.all();
    bool const days = hints.skip_days.any() && !hints.skip_days.all();
    if (!hours && !days) return at;

    // Any mix of hours and days leaves a gap within 8 days.
    for (int step = 0; step < 8 * 24; ++step) {
        auto const day = std::chrono::floor<std::chrono::days>(at);
        auto const hour = std::chrono::floor<std::chrono::hours>(at);
        auto const weekday = std::chrono::weekday(day).c_encoding();
        auto const hour_of_day = static_cast<std::size_t>((hour - day).count());
        if (!(days && hints.skip_days[weekday]) && !(hours && hints.skip_hours[hour_of_day])) return at;
        at = hour + std::chrono::hours{1};
    }
    return at;
}

}  // namespace feedherald::schedule
