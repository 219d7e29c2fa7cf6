// SPDX-License-Identifier: MIT
// The two forms that nearly all feeds write, read without taking them apart word by word.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string_view>

namespace feedherald {

/** "Thu, 01 Jan 2004 19:48:21 +0000" (or GMT) and "2004-01-01T19:48:21+00:00" (or Z); empty says nothing. */
std::optional<Instant> parse_quick_date(std::string_view text);

}  // namespace feedherald
