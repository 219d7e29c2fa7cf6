// SPDX-License-Identifier: MIT
// Retry-After of RFC 9110 §10.2.3 in every form: how long a server wants to be left alone.
#pragma once

#include "base/instant.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace feedherald {

/** Seconds, or an HTTP-date relative to the answer's `date` (to `received` where that is none); "120, 240" is 120.
 *  Zero for what is past, longest_delta at most; empty where absent, negative or malformed. */
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, std::string_view date, Instant received);

}  // namespace feedherald
