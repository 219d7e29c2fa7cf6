// SPDX-License-Identifier: MIT
// Caps that never cut a character in two.
#pragma once

#include <cstddef>
#include <string_view>

namespace feedherald::parse {

/** At most `cap` bytes of valid UTF-8, cut between characters. */
inline std::string_view cut_bytes(std::string_view text, std::size_t cap) {
    if (text.size() <= cap) return text;
    while (cap > 0 && (static_cast<unsigned char>(text[cap]) & 0xC0U) == 0x80U) --cap;
    return text.substr(0, cap);
}

}  // namespace feedherald::parse
