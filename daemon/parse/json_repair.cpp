// SPDX-License-Identifier: MIT
#include "parse/json_repair.hpp"

#include "base/text.hpp"

#include <cstddef>

namespace feedherald::parse {

namespace {

/** The code unit of \uXXXX at `at`, or -1. */
int code_unit(std::string_view text, std::size_t at) {
    auto const escape = text.substr(at, 6);
    if (escape.size() != 6 || !escape.starts_with("\\u")) return -1;
    int value = 0;
    for (char c : escape.substr(2)) {
        int digit = -1;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

bool is_high(int unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(int unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/** Appends the escape at `at` in a form that JSON knows; returns its length in the source. */
std::size_t append_escape(std::string& out, std::string_view text, std::size_t at) {
    auto const next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (next == 'u') {
        auto const unit = code_unit(text, at);
        if (unit < 0) {
            out += "\\\\";  // a backslash that meant itself
            return 1;
        }
        bool const pair = is_high(unit) && is_low(code_unit(text, at + 6));
        if ((is_high(unit) && !pair) || is_low(unit)) {
            out += "\\uFFFD";
            return 6;
        }
        auto const size = pair ? std::size_t{12} : std::size_t{6};
        out += text.substr(at, size);
        return size;
    }
    if (std::string_view{"\"\\/bfnrt"}.find(next) != std::string_view::npos && next != '\0') {
        out += text.substr(at, 2);
        return 2;
    }
    if (next != '\'') out += "\\\\";
    return 1;
}

}  // namespace

std::string repair_json(std::string_view source) {
    std::string valid;
    if (!is_valid_utf8(source)) {
        valid = to_valid_utf8(source);
        source = valid;
    }
    std::string out;
    out.reserve(source.size());
    bool in_string = false;
    for (std::size_t at = 0; at < source.size();) {
        auto const c = source[at];
        if (in_string && c == '\\') {
            at += append_escape(out, source, at);
            continue;
        }
        ++at;
        if (c == '"') in_string = !in_string;
        if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
        else if (!in_string)
            out += ' ';
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
    }
    return out;
}

}  // namespace feedherald::parse
