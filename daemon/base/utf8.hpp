// SPDX-License-Identifier: MIT
// UTF-8 itself: valid or not, made valid, code point by code point.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald {

bool is_valid_utf8(std::string_view bytes);
/** Every bad sequence becomes U+FFFD (the WHATWG rule: one for each maximal bad prefix). */
std::string to_valid_utf8(std::string_view bytes);
/** The number of code points of valid UTF-8. */
std::size_t count_characters(std::string_view text);
/** Appends one code point; surrogates and values over U+10FFFF become U+FFFD. */
void append_utf8(std::string& text, char32_t code_point);
/** The code point that starts at `at` (< size), and `at` moved behind it; U+FFFD for each maximal bad prefix. */
char32_t next_character(std::string_view text, std::size_t& at);

/** One step of decoding, for those who must tell a bad byte from a written U+FFFD. */
struct DecodedCharacter {
    char32_t code_point = 0;
    std::size_t size = 0;  ///< bytes, never 0
    bool valid = true;
};
DecodedCharacter decode_character(std::string_view text, std::size_t at);

/** A mark, variation selector, joiner, skin tone or tag: it changes the character before it and must not be cut off it.
 */
bool extends_previous(char32_t code_point);

}  // namespace feedherald
