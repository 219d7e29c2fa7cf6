// SPDX-License-Identifier: MIT
// The text form of durations in the configuration and in messages: "90s", "15m", "1h30m", "2d".
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace feedherald {

/** Units ms, s, m, h, d, w, largest first, each at most once: "1h30m". Empty when malformed, negative or too large. */
std::optional<Duration> parse_duration(std::string_view text);
/** The same form back, exact: 5400 s -> "1h30m"; zero is "0s". */
std::string to_text(Duration span);
/** For people, two units at most: "3 days", "1 hour 5 minutes", "20 seconds". */
std::string in_words(Duration span);

}  // namespace feedherald
