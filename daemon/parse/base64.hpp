// SPDX-License-Identifier: MIT
// Base64 (RFC 4648 §4), as Atom's content may be written.
#pragma once

#include <string>
#include <string_view>

namespace feedherald::parse {

/** Bytes outside the alphabet, white space above all, are passed over; what comes out is made valid UTF-8. */
std::string decode_base64(std::string_view text);

}  // namespace feedherald::parse
