// SPDX-License-Identifier: MIT
// How long a server wants to be left alone: Retry-After in every form, and X-RateLimit.
#pragma once

#include "model/fetched.hpp"

#include <chrono>
#include <optional>

namespace feedherald::schedule {

/** From now: seconds, or an HTTP-date relative to the answer's Date (to `received` where it has none), at most 7 days
 *  . "120, 240" is 120. Empty where absent, past, negative or malformed. */
std::optional<std::chrono::seconds> retry_after(CacheFields const& fields, Instant received);

/** Reset + 2 s where nothing remains of the limit. */
std::optional<std::chrono::seconds> rate_limit_wait(CacheFields const& fields);

}  // namespace feedherald::schedule
