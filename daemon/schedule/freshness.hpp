// SPDX-License-Identifier: MIT
// How long an answer is good by its own word (RFC 9111 §4.2), for a private cache such as a feed reader.
#pragma once

#include "model/fetched.hpp"

#include <chrono>
#include <optional>

namespace feedherald::schedule {

/** What is left of the answer's freshness when it arrives: max-age, else Expires − Date, minus Age. Empty where
 * it says nothing, says "revalidate" (no-cache, max-age=0, Expires: 0), or is malformed. Never looks at the local
 * clock. */
std::optional<std::chrono::seconds> freshness(CacheFields const& fields);

}  // namespace feedherald::schedule
