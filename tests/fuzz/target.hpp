// SPDX-License-Identifier: MIT
// What every fuzz target needs: its input as text, and a check that stops the fuzzer.
#pragma once

#include "base/text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace feedherald::fuzz {

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
    return size == 0 ? std::string_view{} : std::string_view{reinterpret_cast<char const*>(data), size};
}

/** Not assert(): it holds in every build. */
inline void require(bool fact) {
    if (!fact) std::abort();
}

/** Text that people are shown: valid, and without what could change the terminal or the direction of reading. */
inline void require_harmless(std::string const& text) {
    require(is_valid_utf8(text));
    require(neutralise(text) == text);
}

}  // namespace feedherald::fuzz
