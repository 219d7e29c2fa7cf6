// SPDX-License-Identifier: MIT
#include "parse/json_text.hpp"

#include "base/text.hpp"
#include "parse/limits.hpp"

#include <algorithm>
#include <charconv>

namespace feedherald::parse {

std::string json_as_given(std::string_view text, std::size_t cap) {
    auto const kept = cut_bytes(text, cap);
    // Nearly all text has nothing to drop, and is copied at once.
    bool const is_clean = std::ranges::none_of(kept, [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0xEF;
    });
    if (is_clean) return std::string(kept);
    std::string out;
    out.reserve(kept.size());
    for (std::size_t at = 0; at < kept.size(); ++at) {
        auto const c = static_cast<unsigned char>(kept[at]);
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') continue;
        if (c == 0xEF && (kept.substr(at, 3) == "\xEF\xBF\xBE" || kept.substr(at, 3) == "\xEF\xBF\xBF")) {
            at += 2;
            continue;
        }
        out += kept[at];
    }
    return out;
}

std::string json_plain(std::string_view text, std::size_t cap) {
    auto const harmless = neutralise(cut_bytes(text, cap));
    return std::string(trim(harmless));
}

std::string json_line(std::string_view text, std::size_t cap) {
    // Folded first, so that a line break is a blank and not a control character that goes.
    return fold_white_space(neutralise(fold_white_space(cut_bytes(text, cap))));
}

std::string json_link(std::string_view text) {
    text = trim(text);
    if (text.size() > FieldCaps::link) return {};
    return json_as_given(text, FieldCaps::link);
}

std::optional<std::uint64_t> json_count(std::string_view text) {
    text = trim(text);
    std::uint64_t whole = 0;
    auto const last = text.data() + text.size();
    if (auto const [end, error] = std::from_chars(text.data(), last, whole); error == std::errc{} && end == last)
        return whole;
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc{} || end != last || !(number >= 0) || number > 1e18) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

}  // namespace feedherald::parse
