// SPDX-License-Identifier: MIT
// UTF-8 text: trimming, folding, cutting, and making foreign text harmless to show.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald {

/** Without ASCII white space at both ends. */
std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);

bool is_valid_utf8(std::string_view bytes);
/** Every bad sequence becomes U+FFFD (the WHATWG rule: one for each maximal bad prefix). */
std::string to_valid_utf8(std::string_view bytes);
/** The number of code points of valid UTF-8. */
std::size_t count_characters(std::string_view text);
/** Appends one code point; surrogates and values over U+10FFFF become U+FFFD. */
void append_utf8(std::string& text, char32_t code_point);
/** The code point that starts at `at` of valid UTF-8, and `at` moved behind it. */
char32_t next_character(std::string_view text, std::size_t& at);

/** White space (also U+00A0, U+2000..U+200A, U+3000) in runs becomes one blank; trimmed. */
std::string fold_white_space(std::string_view text);

/** At most `characters` code points, cut at a word where one ends in the last third, with "…" in place of what went;
 *  never between a character and its combining marks, variation selectors or zero-width joiners. */
std::string cut(std::string_view text, std::size_t characters);

/** For showing foreign text (C-25): without control characters other than TAB and LF, and without bidi overrides,
 *  embeddings, isolates and marks (U+061C, U+200E/F, U+202A..E, U+2066..9); bad UTF-8 becomes U+FFFD. */
std::string neutralise(std::string_view text);

/** For one log line or a terminal: control characters as \n, \t, \x1b, bidi controls as \u202e; valid UTF-8 stays. */
std::string escape_controls(std::string_view text);

}  // namespace feedherald
