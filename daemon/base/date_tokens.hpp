// SPDX-License-Identifier: MIT
// A date taken apart into numbers, words and signs; what they mean is feed_date's business.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace feedherald {

struct DateToken {
    enum class Kind { end, number, word, place, mark } kind = Kind::end;
    std::string_view text;
    bool adjacent = false;  ///< no white space before it

    [[nodiscard]] bool is_number() const { return kind == Kind::number; }
    [[nodiscard]] bool is_word() const { return kind == Kind::word; }
    [[nodiscard]] bool is(char mark) const { return kind == Kind::mark && text.front() == mark; }
    /** The number; anything longer than nine digits is 0 (no field of a date is). */
    [[nodiscard]] int value() const;
};

/** Without what stands in round brackets. Letters with a '/' between them are one place: "Europe/Paris"; so is
 *  "PST8PDT". */
std::vector<DateToken> date_tokens(std::string_view text);

}  // namespace feedherald
