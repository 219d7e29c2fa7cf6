// SPDX-License-Identifier: MIT
#include "net/redirect_delay.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace feedherald::net {

std::chrono::seconds redirect_delay(Headers const& headers) {
    auto const text = trim(find(headers, "Retry-After"));
    std::uint32_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) return std::chrono::seconds{number};
    auto const until = parse_http_date(text);
    auto const from = parse_http_date(trim(find(headers, "Date")));
    if (!until || !from) return {};
    // A day says "too long" as well as a thousand years do, and nobody's arithmetic overflows.
    return std::clamp<std::chrono::seconds>(std::chrono::floor<std::chrono::seconds>(*until - *from),
                                            std::chrono::seconds{0}, std::chrono::days{1});
}

}  // namespace feedherald::net
