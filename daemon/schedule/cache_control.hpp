// SPDX-License-Identifier: MIT
// The directives of a Cache-Control field that a private cache obeys (RFC 9111 §5.2.2).
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace feedherald::schedule {

struct CacheControl {
    bool has_max_age = false;
    std::optional<std::chrono::seconds> max_age;  ///< empty although has_max_age: malformed, so already stale
    bool revalidate = false;                      ///< no-cache or no-store
};

/** Names in any case, values as tokens or quoted, the first of a repeated directive counts; s-maxage is for shared
 * caches and passed over. */
CacheControl parse_cache_control(std::string_view field);

}  // namespace feedherald::schedule
