// SPDX-License-Identifier: MIT
// The named character references of HTML, all 2,231 of the WHATWG, and what a reference in text stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace feedherald::parse {

/** The characters that &name; stands for; `name` without '&' and ';', in its own letter case. */
std::optional<std::string_view> html_entity(std::string_view name);

/** True for the 106 names that text may end without a semicolon. */
bool is_legacy_html_entity(std::string_view name);

/** What numeric references may and may not name: 0x80..0x9F are windows-1252 (B-07), what XML forbids is 0. */
char32_t referenced_character(std::uint32_t number);

/** text[at] is '&': appends what the reference there stands for and returns its length, or returns 0 when it is a bare
 *  ampersand. A name without a semicolon counts only if it is a legacy one and `legacy` is set, as in HTML text. */
std::size_t append_html_reference(std::string& out, std::string_view text, std::size_t at, bool legacy);

}  // namespace feedherald::parse
