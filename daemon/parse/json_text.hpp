// SPDX-License-Identifier: MIT
// JSON strings as field values: capped, and without the control characters that only escapes can bring.
#pragma once

#include "parse/cut_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace feedherald::parse {

/** Without control characters other than TAB LF CR, U+FFFE and U+FFFF (B-07); else untouched. */
std::string json_as_given(std::string_view text, std::size_t cap);
/** Plain text, harmless to show, trimmed. */
std::string json_plain(std::string_view text, std::size_t cap);
/** The same on one line. */
std::string json_line(std::string_view text, std::size_t cap);
/** Trimmed; empty when it is too long to be a link. */
std::string json_link(std::string_view text);
/** A number of bytes or seconds, however it is written: 1200, 1200.5, 1.2e3. */
std::optional<std::uint64_t> json_count(std::string_view text);

}  // namespace feedherald::parse
