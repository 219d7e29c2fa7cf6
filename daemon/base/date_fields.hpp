// SPDX-License-Identifier: MIT
// What has been read of a date so far, and what its unnamed numbers can only mean.
#pragma once

#include "base/instant.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace feedherald {

struct DateFields {
    std::optional<int> year, month, day, hour;
    std::optional<int> weekday;  ///< 0 = Sunday; believed only where it decides between two dates
    std::vector<int> unnamed;    ///< numbers of one or two digits that nothing explains, in their order
    char separator = ' ';        ///< between the first two of them
    bool year_stands_first = false;
    int minute = 0, second = 0, millisecond = 0;
    std::optional<bool> afternoon;
    std::optional<std::chrono::minutes> offset;
    std::string place;     ///< "europe/paris"
    bool korean = false;   ///< Korean services write Korean time and do not say so
    bool is_alone = true;  ///< there is nothing in the text but one number

    [[nodiscard]] bool has_date() const { return year && (month || unnamed.size() > 1) && (day || !unnamed.empty()); }
    void set_day_of_year(int of_year, int day_of_year);
    /** Empty where they do not make a date. */
    [[nodiscard]] std::optional<Instant> instant() &&;

  private:
    bool settle_year();
    bool settle_date();
    void settle_day_and_month();
    int take(std::size_t index);
};

/** 04 is 2004 and 98 is 1998. */
inline int full_year(int two_digits) {
    return two_digits < 90 ? 2000 + two_digits : 1900 + two_digits;
}

}  // namespace feedherald
