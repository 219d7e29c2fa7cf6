// SPDX-License-Identifier: MIT
// Text: trimming, folding, cutting, and making foreign text harmless to show.
#pragma once

#include "base/utf8.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald {

/** Without ASCII white space at both ends. */
std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);

/** White space (also U+0085, U+00A0, U+2000..U+200A, U+2028/9, U+202F, U+205F, U+3000) in runs becomes one blank;
 *  trimmed. */
std::string fold_white_space(std::string_view text);

/** At most `characters` code points, cut at a word where one ends in the last third, with "…" in place of what went;
 *  never between a character and its combining marks, variation selectors or zero-width joiners. */
std::string cut(std::string_view text, std::size_t characters);

/** For showing foreign text (C-25): without control characters other than TAB and LF, and without bidi overrides,
 *  embeddings, isolates and marks (U+061C, U+200E/F, U+202A..E, U+2066..9); bad UTF-8 becomes U+FFFD. */
std::string neutralise(std::string_view text);

/** For one log line or a terminal: control characters as \n, \t, \x1b, bad bytes as \xff, C1 controls, bidi controls
 *  and line separators as \u202e; other valid UTF-8 stays. */
std::string escape_controls(std::string_view text);

}  // namespace feedherald
