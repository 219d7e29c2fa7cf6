// SPDX-License-Identifier: MIT
// A date and time of day as written, before anybody has checked that there is such a day.
#pragma once

#include "base/instant.hpp"

#include <chrono>
#include <optional>

namespace feedherald {

struct CivilTime {
    int year = 0;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    std::chrono::minutes offset{0};  ///< east of Greenwich
};

/** Years of four digits are all that RFC 3339 can write. */
inline bool is_writable(Instant instant) {
    using namespace std::chrono;
    return instant >= sys_days{year{0} / January / 1} && instant < sys_days{year{10000} / January / 1};
}

/** Empty where no clock ever shows it; 24:00 and second 60 are the start of what follows. */
inline std::optional<Instant> to_instant(CivilTime const& t) {
    using namespace std::chrono;
    if (t.year < 0 || t.year > 9999) return std::nullopt;
    if (t.month < 1 || t.month > 12 || t.day < 1 || t.day > 31) return std::nullopt;
    year_month_day const date{std::chrono::year{t.year}, std::chrono::month{static_cast<unsigned>(t.month)},
                              std::chrono::day{static_cast<unsigned>(t.day)}};
    if (!date.ok()) return std::nullopt;
    bool const midnight_after = t.hour == 24 && t.minute == 0 && t.second == 0;
    if (t.hour < 0 || (t.hour > 23 && !midnight_after)) return std::nullopt;
    if (t.minute < 0 || t.minute > 59 || t.second < 0 || t.second > 60) return std::nullopt;
    Instant const instant =
        sys_days{date} + hours{t.hour} + minutes{t.minute} + seconds{t.second} + milliseconds{t.millisecond} - t.offset;
    return is_writable(instant) ? std::optional{instant} : std::nullopt;
}

}  // namespace feedherald
