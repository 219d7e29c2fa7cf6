// SPDX-License-Identifier: MIT
// The dates of items: two forms make up nearly all of them and are read by position; base/dates reads every other.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string_view>

namespace feedherald::parse {

/** What parse_feed_date says, sooner. */
std::optional<Instant> parse_item_date(std::string_view text);

}  // namespace feedherald::parse
