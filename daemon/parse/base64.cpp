// SPDX-License-Identifier: MIT
#include "parse/base64.hpp"

#include "base/text.hpp"
#include "parse/repair_tag.hpp"

#include <cstdint>

namespace feedherald::parse {

namespace {

int value_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    if (c == '/' || c == '_') return 63;
    return -1;
}

/** No repair has seen what was encoded, so what XML does not allow is dropped here (B-07). */
std::string without_forbidden(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        auto const allowed = clean_prefix(text);
        clean += allowed;
        text.remove_prefix(allowed.size());
        text.remove_prefix(forbidden_run(text));
    }
    return clean;
}

}  // namespace

std::string decode_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    int have = 0;
    for (char const c : text) {
        if (c == '=') break;
        auto const value = value_of(c);
        if (value < 0) continue;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        have += 6;
        if (have < 8) continue;
        have -= 8;
        bytes += static_cast<char>(static_cast<unsigned char>(bits >> have));
    }
    return without_forbidden(to_valid_utf8(bytes));
}

}  // namespace feedherald::parse
