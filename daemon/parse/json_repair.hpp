// SPDX-License-Identifier: MIT
// JSON that strict parsing refused, made acceptable where the intent is plain.
#pragma once

#include <string>
#include <string_view>

namespace feedherald::parse {

/** In one pass: raw control characters and unknown escapes in strings, halves of surrogate pairs, bad UTF-8. */
std::string repair_json(std::string_view text);

}  // namespace feedherald::parse
