// SPDX-License-Identifier: MIT
// The names that documents give to encodings, by the table of the WHATWG Encoding Standard (B-04).
#pragma once

#include <optional>
#include <string_view>

namespace feedherald::parse {

/** How to decode: "UTF-8", "UTF-16LE", "UTF-16BE" and "windows-1252" are done here, every other is iconv's name for it.
 *  Empty for a label that nobody knows. Letter case and outer white space do not matter. */
std::optional<std::string_view> encoding_of_label(std::string_view label);

}  // namespace feedherald::parse
