// SPDX-License-Identifier: MIT
// Time as a bare number since 1970.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string_view>

namespace feedherald {

/** Seconds, milliseconds or microseconds by their number of digits: 9 or 10, 13, 16; a fraction is dropped. */
std::optional<Instant> parse_unix_time(std::string_view text);

}  // namespace feedherald
