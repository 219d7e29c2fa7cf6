// SPDX-License-Identifier: MIT
// The words in dates: months, weekdays and zones in the languages that feeds use, and what may be skipped.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace feedherald {

enum class DateWordKind {
    unknown,
    month,     ///< value 1..12
    weekday,   ///< value 0..6, 0 = Sunday
    half_day,  ///< value 0 = before noon, 1 = after
    filler,
    year_unit,  ///< behind its number, as in 2024年 5월 28日
    month_unit,
    day_unit,
    hour_unit,
    minute_unit,
    second_unit,
};

struct DateWord {
    DateWordKind kind = DateWordKind::unknown;
    int value = 0;
    bool korean = false;
};

/** Lower case, without accents: the form in which words are looked up. */
std::string fold_date_word(std::string_view word);

/** What a folded word means anywhere but behind the time of day. */
DateWord date_word(std::string_view folded);

/** A zone's folded abbreviation ("mst", "z", a military letter), east of Greenwich; empty for an unknown one. */
std::optional<std::chrono::minutes> zone_offset(std::string_view folded);

/** "europe/brussels" at that local time; empty for a place that is not in our list. */
std::optional<std::chrono::minutes> place_offset(std::string_view folded, std::chrono::local_seconds local);

}  // namespace feedherald
