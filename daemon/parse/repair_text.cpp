// SPDX-License-Identifier: MIT
#include "parse/html_entities.hpp"
#include "parse/repair_tag.hpp"

#include <array>

namespace feedherald::parse {

namespace {

constexpr auto is_special = [] {
    std::array<bool, 256> special{};
    for (std::size_t c = 0; c < 0x20; ++c) special[c] = c != '\t' && c != '\n' && c != '\r';
    for (char const c : {'&', '<', '>', '\x7f'}) special[static_cast<unsigned char>(c)] = true;
    special[0xC2] = true;  // U+0080..U+009F
    special[0xEF] = true;  // U+FFFE, U+FFFF
    return special;
}();

constexpr std::array<std::string_view, 5> predefined = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '&':
            out += "&amp;";
            return;
        case '<':
            out += "&lt;";
            return;
        case '>':
            out += "&gt;";
            return;
        case '"':
            out += "&quot;";
            return;
        default:
            out += c;
    }
}

/** The length of a reference to one of XML's own five entities at `at`, which may stay as it is; else 0. */
std::size_t predefined_length(std::string_view text, std::size_t at) {
    auto const rest = text.substr(at, 6);
    for (auto const known : predefined)
        if (rest.starts_with(known)) return known.size();
    return 0;
}

/** What any other reference at `at` becomes, and its length; a bare ampersand is one character long. */
std::size_t append_reference(std::string& out, std::string_view text, std::size_t at, bool may_omit_semicolon) {
    std::string characters;
    auto const length = append_html_reference(characters, text, at, may_omit_semicolon);
    bool const is_closed = length > 0 && text[at + length - 1] == ';';
    bool const is_numeric = at + 1 < text.size() && text[at + 1] == '#';
    auto const next = at + length < text.size() ? text[at + length] : ' ';
    // "?a=1&copy=2": what an '=' or more of a word follows is a parameter, not a reference (B-12)
    if (length == 0 || (!is_closed && !is_numeric && (next == '=' || is_alphanumeric(next)))) {
        out += "&amp;";
        return 1;
    }
    for (char const c : characters) append_escaped(out, c);
    return length;
}

/** The length of a character at `at` that XML does not allow or that is a control; else 0. */
std::size_t forbidden_length(std::string_view text, std::size_t at) {
    auto const rest = text.substr(at, 3);
    auto const byte = [&](std::size_t n) { return static_cast<unsigned char>(rest[n]); };
    if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
    if (rest.size() >= 2 && byte(0) == 0xC2 && byte(1) < 0xA0) return 2;
    if (rest.size() == 3 && byte(0) == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE) return 3;
    return 0;
}

}  // namespace

void append_clean_text(std::string& out, std::string_view text, bool may_omit_semicolon) {
    std::size_t run = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_special[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        std::size_t length = 0;
        switch (text[at]) {
            case '&':
                if (auto const known = predefined_length(text, at); known > 0) {
                    at += known;
                    continue;
                }
                out += text.substr(run, at - run);
                run = at += append_reference(out, text, at, may_omit_semicolon);
                continue;
            case '>': {  // only "]]>" may not stand in text
                auto const before = at > run ? text[at - 1] : out.empty() ? '\0' : out.back();
                if (before != ']') break;
                out += text.substr(run, at - run);
                out += "&gt;";
                run = ++at;
                continue;
            }
            case '<':
                out += text.substr(run, at - run);
                out += "&lt;";
                run = ++at;
                continue;
            default:
                length = forbidden_length(text, at);
        }
        if (length == 0) {
            ++at;
            continue;
        }
        out += text.substr(run, at - run);
        run = at += length;
    }
    out += text.substr(run);
}

std::string_view clean_prefix(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const c = text[at];
        if (is_special[static_cast<unsigned char>(c)] && c != '&' && c != '<' && c != '>' &&
            forbidden_length(text, at) > 0)
            return text.substr(0, at);
    }
    return text;
}

std::size_t forbidden_run(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        bool const is_space = text[at] == '\t' || text[at] == '\n' || text[at] == '\r';
        auto const length = is_space ? 0 : forbidden_length(text, at);
        if (length == 0) break;
        at += length;
    }
    return at;
}

}  // namespace feedherald::parse
