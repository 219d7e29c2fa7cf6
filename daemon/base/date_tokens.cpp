// SPDX-License-Identifier: MIT
#include "base/date_tokens.hpp"

#include <charconv>

namespace feedherald {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_letter(char c) {
    return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

/** Bytes of white space at `at`, the no-break spaces and the ideographic one among them. */
std::size_t space_at(std::string_view text, std::size_t at) {
    auto const c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    auto const rest = text.substr(at);
    if (rest.starts_with("\u00A0")) return 2;
    if (rest.starts_with("\u202F") || rest.starts_with("\u2009") || rest.starts_with("\u3000")) return 3;
    return 0;
}

/** A dash or minus sign of any typography, written as '-'. */
std::size_t dash_at(std::string_view text, std::size_t at) {
    auto const rest = text.substr(at);
    return rest.starts_with("\u2212") || rest.starts_with("\u2013") || rest.starts_with("\u2014") ? 3 : 0;
}

/** "PST8PDT": the length of a zone that is written as its two names and the hours between them; 0 for none. */
std::size_t posix_zone_at(std::string_view text, std::size_t at) {
    auto const zone = text.substr(at, 7);
    bool const fits = zone.size() == 7 && is_ascii_letter(zone[0]) && is_digit(zone[3]) && (zone[1] | 0x20) == 's' &&
                      (zone[5] | 0x20) == 'd' && (zone[2] | 0x20) == 't' && (zone[6] | 0x20) == 't' &&
                      is_ascii_letter(zone[4]);
    return fits && (at + 7 == text.size() || !is_ascii_letter(text[at + 7])) ? zone.size() : 0;
}

}  // namespace

int DateToken::value() const {
    int number = 0;
    if (text.size() <= 9) std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::vector<DateToken> date_tokens(std::string_view text) {
    using Kind = DateToken::Kind;
    std::vector<DateToken> tokens;
    bool adjacent = false;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at + 1;
        if (auto const space = space_at(text, at)) {
            at += space;
            adjacent = false;
            continue;
        }
        if (text[at] == '(') {
            auto const close = text.find(')', at);
            at = close == std::string_view::npos ? text.size() : close + 1;
            adjacent = false;
            continue;
        }
        auto kind = Kind::mark;
        auto written = text.substr(at, 1);
        if (is_digit(text[at])) {
            kind = Kind::number;
            while (end < text.size() && is_digit(text[end])) ++end;
            written = text.substr(at, end - at);
        } else if (auto const dash = dash_at(text, at)) {
            end = at + dash;
            written = "-";
        } else if (auto const zone = posix_zone_at(text, at)) {
            kind = Kind::place;
            end = at + zone;
            written = text.substr(at, zone);
        } else if (is_letter(text[at])) {
            kind = Kind::word;
            while (end < text.size()) {
                bool const joins = text[end] == '/' && is_ascii_letter(text[end - 1]) && end + 1 < text.size() &&
                                   is_ascii_letter(text[end + 1]);
                if (joins) kind = Kind::place;
                bool const continues = joins || (kind == Kind::place && text[end] == '_') ||
                                       (is_letter(text[end]) && space_at(text, end) == 0 && dash_at(text, end) == 0);
                if (!continues) break;
                ++end;
            }
            written = text.substr(at, end - at);
        }
        tokens.push_back({kind, written, adjacent});
        adjacent = true;
        at = end;
    }
    return tokens;
}

}  // namespace feedherald
