// SPDX-License-Identifier: MIT
#include "base/date_fields.hpp"

#include "base/civil_time.hpp"
#include "base/date_words.hpp"

namespace feedherald {

using namespace std::chrono;

void DateFields::set_day_of_year(int of_year, int day_of_year) {
    year_month_day const found{sys_days{std::chrono::year{of_year} / January / 1} + days{day_of_year - 1}};
    year = of_year;
    month = static_cast<int>(static_cast<unsigned>(found.month()));
    bool const exists = day_of_year > 0 && found.year() == std::chrono::year{of_year};
    day = exists ? static_cast<int>(static_cast<unsigned>(found.day())) : 0;
}

std::optional<Instant> DateFields::instant() && {
    if (!settle_date()) return std::nullopt;
    CivilTime time;
    time.year = *year;
    time.month = month.value_or(1);
    time.day = day.value_or(1);
    time.hour = hour.value_or(0);
    time.minute = minute;
    time.second = second;
    time.millisecond = millisecond;
    if (afternoon && time.hour <= 12) time.hour = time.hour % 12 + (*afternoon ? 12 : 0);
    auto const here = to_instant(time);
    if (!here) return std::nullopt;
    if (!offset && !place.empty())
        offset = place_offset(place, local_seconds{floor<seconds>(here->time_since_epoch())});
    return *here - offset.value_or(korean ? minutes{9h} : minutes{0});
}

int DateFields::take(std::size_t index) {
    auto const value = unnamed[index];
    unnamed.erase(unnamed.begin() + static_cast<std::ptrdiff_t>(index));
    return value;
}

bool DateFields::settle_year() {
    if (year || unnamed.empty()) return year.has_value();
    if (unnamed.size() + (month ? 1U : 0U) + (day ? 1U : 0U) != 3) return false;
    bool const iso = unnamed.size() == 3 && (unnamed[0] > 31 || (separator == '-' && unnamed[2] <= 31));
    if (iso) {
        year = full_year(take(0));
        month = take(0);
        day = take(0);
    } else {
        year = full_year(take(unnamed[0] > 31 ? 0 : unnamed.size() - 1));
    }
    return true;
}

bool DateFields::settle_date() {
    if (!settle_year()) return false;
    if (!month && !day && unnamed.size() == 2) settle_day_and_month();
    if (month && !day && unnamed.size() == 1) day = take(0);
    if (!unnamed.empty()) return false;
    if (day && month) return true;
    // A month or a year without a day means its first, unless there is more that was not understood.
    return !hour && !day && (month || is_alone);
}

void DateFields::settle_day_and_month() {
    auto const first = take(0);
    auto const second_number = take(0);
    auto const is_on_weekday = [&](int m, int d) {
        year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(m)},
                                  std::chrono::day{static_cast<unsigned>(d)}};
        return weekday && date.ok() &&
               std::chrono::weekday{sys_days{date}}.c_encoding() == static_cast<unsigned>(*weekday);
    };
    bool month_first = separator == '/' || year_stands_first;
    if (first > 12)
        month_first = false;
    else if (second_number > 12)
        month_first = true;
    else if (is_on_weekday(first, second_number) != is_on_weekday(second_number, first))
        month_first = is_on_weekday(first, second_number);
    month = month_first ? first : second_number;
    day = month_first ? second_number : first;
}

}  // namespace feedherald
