// SPDX-License-Identifier: MIT
#include "base/quick_date.hpp"

#include "base/dates.hpp"

#include <string>

namespace feedherald {

namespace {

constexpr std::size_t clock_end = 25;  // "Thu, 01 Jan 2004 19:48:21"

/** Four digits that are an offset anywhere on Earth; of rarer ones the slow way knows more. */
bool is_ordinary_offset(std::string_view digits) {
    if (digits.size() != 4 || digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    return digits < "1200" && digits[2] < '6';
}

int pair(std::string_view digits, std::size_t at) {
    return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

}  // namespace

std::optional<Instant> parse_quick_date(std::string_view text) {
    if (text.size() < 20) return std::nullopt;
    if (text[4] == '-') {
        bool const is_utc = text.back() == 'Z';
        auto const offset = text.substr(text.size() - 5);
        if (!is_utc && !is_ordinary_offset(std::string{offset.substr(0, 2)}.append(offset.substr(3)))) return {};
        return parse_rfc3339(text);
    }
    if (text[3] != ',' || text.size() <= clock_end) return std::nullopt;
    auto const zone = text.substr(clock_end);
    if (zone == " GMT") return parse_http_date(text);
    if (zone.size() != 6 || (zone[1] != '+' && zone[1] != '-') || !is_ordinary_offset(zone.substr(2)))
        return std::nullopt;
    auto const date = parse_http_date(std::string{text.substr(0, clock_end)}.append(" GMT"));
    if (!date) return std::nullopt;
    std::chrono::minutes const offset{pair(zone, 2) * 60 + pair(zone, 4)};
    return zone[1] == '-' ? *date + offset : *date - offset;
}

}  // namespace feedherald
