// SPDX-License-Identifier: MIT
// Bytes of a known encoding to valid UTF-8; what cannot be read becomes U+FFFD, nothing fails half-way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feedherald::parse {

/** An own table: glibc's iconv rejects 81 8D 8F 90 9D, which the WHATWG maps to U+0081… (B-05). */
std::string from_windows_1252(std::string_view bytes);
/** UTF-8 in which stray windows-1252 bytes stand (B-06). */
std::string from_mixed_utf8(std::string_view bytes);
std::string from_utf16(std::string_view bytes, bool big_endian);
std::string from_utf32(std::string_view bytes, bool big_endian);
/** Any other by iconv's name; empty where this system's iconv does not know it. */
std::optional<std::string> from_iconv(std::string_view bytes, std::string const& encoding);

/** U+0080..U+009F are nobody's wish: they were windows-1252 to whoever wrote them. Nothing where there are none. */
std::optional<std::string> without_c1_controls(std::string_view utf8);

}  // namespace feedherald::parse
