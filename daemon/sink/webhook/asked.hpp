// SPDX-License-Identifier: MIT
// How long a service asks to be left alone, in its own words: fields of a 429's body, and headers beside Retry-After.
#pragma once

#include "base/instant.hpp"
#include "net/http_client.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace feedherald::sink {

/** Discord's and Telegram's seconds, Matrix's milliseconds, the end of ntfy's day. Empty when it says nothing. */
std::optional<std::chrono::milliseconds> asked_in_body(std::string_view body, Instant now);

/** Discord's X-RateLimit-Reset-After, Mattermost's X-RateLimit-Reset, Pushover's X-Limit-App-Reset: when the window of
 *  the limit ends. */
std::optional<std::chrono::milliseconds> asked_in_headers(net::Headers const& headers, Instant now);

/** The same where the headers say that nothing is left of the window: the next request would be a 429. */
std::optional<std::chrono::milliseconds> rest_in_headers(net::Headers const& headers, Instant now);

}  // namespace feedherald::sink
