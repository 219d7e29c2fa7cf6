// SPDX-License-Identifier: MIT
// delta-seconds of RFC 9111 §1.2.2: digits alone, and what is too large means "very long".
#pragma once

#include "base/text.hpp"

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

namespace feedherald {

inline constexpr std::chrono::seconds longest_delta{2'147'483'648};

inline std::optional<std::chrono::seconds> parse_delta_seconds(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    std::int64_t seconds = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || seconds > longest_delta.count()) return longest_delta;
    return std::chrono::seconds(seconds);
}

}  // namespace feedherald
