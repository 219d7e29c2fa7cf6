// SPDX-License-Identifier: MIT
// One fast look over bytes: are they UTF-8, and if not wholly, how nearly (B-03, B-06).
#pragma once

#include <cstddef>
#include <string_view>

namespace feedherald::parse {

struct Utf8Scan {
    std::size_t good = 0;        ///< valid sequences of two bytes and more
    std::size_t surrogates = 0;  ///< written as sequences of three bytes: CESU-8's, and not valid
    std::size_t bad = 0;         ///< bytes that are part of none; what the end of input cuts off does not count
    std::size_t valid_end = 0;   ///< the end of input without a sequence that it cuts off
    bool has_controls = false;   ///< U+0080..U+009F, which XML lets through and B-07 does not

    [[nodiscard]] bool is_valid() const { return bad == 0 && surrogates == 0; }
};

Utf8Scan scan_utf8(std::string_view bytes);

/** The length of the valid sequence at `at`, or 0. */
std::size_t utf8_sequence(std::string_view bytes, std::size_t at);

/** The surrogate, U+D800..U+DFFF, that three bytes at `at` stand for, or 0. */
char32_t surrogate_at(std::string_view bytes, std::size_t at);

}  // namespace feedherald::parse
