// SPDX-License-Identifier: MIT
#include "base/retry_after.hpp"

#include "base/dates.hpp"
#include "base/delta_seconds.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace feedherald {

std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, std::string_view date, Instant received) {
    text = trim(text);
    if (auto const until = parse_http_date(text)) {
        auto const from = parse_http_date(trim(date)).value_or(received);
        auto const wait = std::chrono::ceil<std::chrono::seconds>(*until - from);
        return std::clamp(wait, std::chrono::seconds{0}, longest_delta);
    }
    // Two fields joined by a proxy, or a server that lists two: the first is meant.
    return parse_delta_seconds(text.substr(0, text.find(',')));
}

}  // namespace feedherald
