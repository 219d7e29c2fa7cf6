// SPDX-License-Identifier: MIT
#include "dispatch/quiet_hours.hpp"

namespace feedherald::dispatch {

std::optional<Instant> quiet_until(QuietHours const& hours, Instant now, LocalOffset const& offset) {
    using namespace std::chrono;
    auto const local = now + offset(now);
    auto const midnight = floor<days>(local);
    auto const minute = duration_cast<minutes>(local - midnight).count();
    bool const spans_midnight = hours.from_minute > hours.to_minute;
    bool const after_start = minute >= hours.from_minute;
    bool const before_end = minute < hours.to_minute;
    if (spans_midnight ? !(after_start || before_end) : !(after_start && before_end)) return std::nullopt;

    auto end = midnight + minutes{hours.to_minute};
    if (spans_midnight && after_start) end += days{1};
    // Twice: clocks may change during the night, and what counts is the offset in the morning.
    Instant until = end - offset(now);
    until = end - offset(until);
    return until > now ? std::optional{until} : std::nullopt;
}

}  // namespace feedherald::dispatch
