// SPDX-License-Identifier: MIT
#include "base/unix_time.hpp"

#include <charconv>
#include <cstdint>

namespace feedherald {

std::optional<Instant> parse_unix_time(std::string_view text) {
    using namespace std::chrono;
    auto const dot = text.find('.');
    auto const whole = text.substr(0, dot);
    if (dot != std::string_view::npos && text.find_first_not_of("0123456789", dot + 1) != std::string_view::npos)
        return std::nullopt;
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
    if (error != std::errc{} || end != whole.data() + whole.size() || value < 0) return std::nullopt;
    switch (whole.size()) {
        case 9:
        case 10:
            return Instant{seconds{value}};
        case 13:
            return Instant{milliseconds{value}};
        case 16:
            return Instant{milliseconds{value / 1000}};
        default:
            return std::nullopt;
    }
}

}  // namespace feedherald
