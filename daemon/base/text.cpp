// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <algorithm>

namespace feedherald {

namespace {

constexpr std::string_view ascii_space = " \t\n\r\f\v";

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool is_white_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

constexpr bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

constexpr bool is_bidi_control(char32_t c) {
    return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

constexpr bool is_regional_indicator(char32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/** Fast way out for the common text: nothing but printable ASCII. */
bool is_printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

void append_hex(std::string& text, char32_t value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) text += "0123456789abcdef"[value >> shift & 0xF];
}

}  // namespace

std::string_view trim(std::string_view text) {
    auto const first = text.find_first_not_of(ascii_space);
    if (first == std::string_view::npos) return text.substr(text.size());
    return text.substr(first, text.find_last_not_of(ascii_space) - first + 1);
}

std::string to_lower_ascii(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string fold_white_space(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    bool blank_owed = false;
    for (std::size_t at = 0; at < text.size();) {
        auto const start = at;
        while (at < text.size() && text[at] > ' ') ++at;  // a word of ASCII, nearly always
        if (at == start) {
            auto const character = decode_character(text, at);
            at += character.size;
            if (is_white_space(character.code_point)) {
                blank_owed = !folded.empty();
                continue;
            }
        }
        if (blank_owed) folded += ' ';
        blank_owed = false;
        folded.append(text.substr(start, at - start));
    }
    return folded;
}

std::string cut(std::string_view text, std::size_t characters) {
    if (text.size() <= characters) return std::string(text);
    if (characters == 0) return {};

    // One pass: where the last whole character and the last word end, leaving room for the ellipsis.
    std::size_t const room = characters - 1;
    std::size_t const late = room - room / 3;
    std::size_t character_end = 0;
    std::size_t word_end = 0;
    std::size_t count = 0;
    std::size_t flags_half = 0;  // regional indicators in a row: two make one flag
    char32_t previous = ' ';
    for (std::size_t at = 0; at < text.size(); ++count) {
        std::size_t const start = at;
        auto const c = next_character(text, at);
        bool const second_half = is_regional_indicator(c) && flags_half % 2 == 1;
        flags_half = is_regional_indicator(c) ? flags_half + 1 : 0;
        bool const breaks_before = !extends_previous(c) && previous != 0x200D && !second_half;
        if (count <= room && breaks_before) {
            character_end = start;
            if (count >= late && is_white_space(c) && !is_white_space(previous)) word_end = start;
        }
        previous = c;
        if (count == characters) {
            auto const kept = text.substr(0, word_end != 0 ? word_end : character_end);
            return std::string(trim(kept)).append("…");
        }
    }
    return std::string(text);
}

std::string neutralise(std::string_view text) {
    if (is_printable_ascii(text)) return std::string(text);
    std::string harmless;
    harmless.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto const character = decode_character(text, at);
        auto const c = character.code_point;
        if (!character.valid)
            append_utf8(harmless, c);
        else if (c == '\t' || c == '\n' || !(is_control(c) || is_bidi_control(c)))
            harmless.append(text.substr(at, character.size));
        at += character.size;
    }
    return harmless;
}

std::string escape_controls(std::string_view text) {
    if (is_printable_ascii(text)) return std::string(text);
    std::string escaped;
    escaped.reserve(text.size() + 16);
    for (std::size_t at = 0; at < text.size();) {
        auto const character = decode_character(text, at);
        auto const c = character.code_point;
        if (!character.valid) {
            for (std::size_t i = 0; i < character.size; ++i) {
                escaped += "\\x";
                append_hex(escaped, static_cast<unsigned char>(text[at + i]), 2);
            }
        } else if (c == '\n' || c == '\t' || c == '\r') {
            escaped.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
        } else if (c < 0x20 || c == 0x7F) {
            escaped += "\\x";
            append_hex(escaped, c, 2);
        } else if (is_control(c) || is_bidi_control(c) || c == 0x2028 || c == 0x2029) {
            escaped += "\\u";
            append_hex(escaped, c, 4);
        } else {
            escaped.append(text.substr(at, character.size));
        }
        at += character.size;
    }
    return escaped;
}

}  // namespace feedherald
