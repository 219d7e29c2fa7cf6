// SPDX-License-Identifier: MIT
#include "parse/html_entities.hpp"

#include "base/text.hpp"
#include "parse/html_entities_table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace feedherald::parse {

namespace {

constexpr std::size_t longest_name = 31;
constexpr std::size_t longest_legacy_name = 6;

struct Entity {
    std::string_view value;
    bool legacy = false;
};

std::string_view name_at(std::uint16_t offset) {
    auto const end = html_entity_text.find_first_of("=~", offset);
    return html_entity_text.substr(offset, end - offset);
}

std::optional<Entity> find(std::string_view name) {
    if (name.empty() || name.size() > longest_name) return std::nullopt;
    auto const place = std::lower_bound(html_entity_offsets.begin(), html_entity_offsets.end(), name,
                                        [](std::uint16_t offset, std::string_view n) { return name_at(offset) < n; });
    if (place == html_entity_offsets.end() || name_at(*place) != name) return std::nullopt;
    auto const mark = *place + name.size();
    auto const end = html_entity_text.find(';', mark + 2);
    return Entity{html_entity_text.substr(mark + 1, end - mark - 1), html_entity_text[mark] == '~'};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hexadecimal(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::size_t append_numeric(std::string& out, std::string_view text, std::size_t at) {
    auto i = at + 2;
    bool const hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
    if (hex) ++i;
    auto const first = i;
    std::uint32_t number = 0;
    for (; i < text.size(); ++i) {
        int const digit = hexadecimal(text[i]);
        if (digit < 0 || (!hex && digit > 9)) break;
        number = std::min<std::uint32_t>(number * (hex ? 16U : 10U) + static_cast<std::uint32_t>(digit), 0x110000);
    }
    if (i == first) return 0;
    if (i < text.size() && text[i] == ';') ++i;
    if (auto const character = referenced_character(number)) append_utf8(out, character);
    return i - at;
}

}  // namespace

std::optional<std::string_view> html_entity(std::string_view name) {
    auto const entity = find(name);
    if (!entity) return std::nullopt;
    return entity->value;
}

bool is_legacy_html_entity(std::string_view name) {
    auto const entity = find(name);
    return entity && entity->legacy;
}

char32_t referenced_character(std::uint32_t number) {
    static constexpr std::array<char16_t, 32> windows_1252{
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (number >= 0x80 && number <= 0x9F) return windows_1252[number - 0x80];
    if (number < 0x20 && number != '\t' && number != '\n' && number != '\r') return 0;
    if ((number >= 0xD800 && number <= 0xDFFF) || number == 0xFFFE || number == 0xFFFF || number > 0x10FFFF) return 0;
    return number;
}

std::size_t append_html_reference(std::string& out, std::string_view text, std::size_t at, bool legacy) {
    if (at + 1 < text.size() && text[at + 1] == '#') return append_numeric(out, text, at);
    auto end = at + 1;
    auto const limit = std::min(text.size(), at + 1 + longest_name);
    while (end < limit && is_alphanumeric(text[end])) ++end;
    auto const name = text.substr(at + 1, end - at - 1);
    if (end < text.size() && text[end] == ';') {
        if (auto const entity = find(name)) {
            out += entity->value;
            return name.size() + 2;
        }
    }
    if (!legacy) return 0;
    for (auto length = std::min(name.size(), longest_legacy_name); length >= 2; --length) {
        auto const entity = find(name.substr(0, length));
        if (!entity || !entity->legacy) continue;
        out += entity->value;
        return length + 1;
    }
    return 0;
}

}  // namespace feedherald::parse
