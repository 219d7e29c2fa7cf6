// SPDX-License-Identifier: MIT
// Percent-encoding (RFC 3986 §2.1), there and back.
#pragma once

#include <string>
#include <string_view>

namespace feedherald {

/** Percent-encodes all but RFC 3986 unreserved characters: for one path segment or query value. */
std::string percent_encode(std::string_view text);
/** "%41" -> "A"; a '%' without two hexadecimal digits stays as it is. The outcome may be any bytes. */
std::string percent_decode(std::string_view text);
/** Percent-encodes only bytes that stand in no URI (RFC 3986 §2): controls, space, "<>\^`{|} and non-ASCII; and also
 *  the characters of `also`. What is encoded already, and a stray '%', stays. */
std::string percent_encode_illegal(std::string_view text, std::string_view also = "");

}  // namespace feedherald
