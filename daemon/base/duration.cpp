// SPDX-License-Identifier: MIT
#include "base/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace feedherald {

namespace {

struct Unit {
    std::string_view name;
    std::string_view word;
    std::int64_t milliseconds;
};

constexpr std::array<Unit, 6> units{{{"w", "week", 7LL * 24 * 3600 * 1000},
                                     {"d", "day", 24LL * 3600 * 1000},
                                     {"h", "hour", 3600LL * 1000},
                                     {"m", "minute", 60LL * 1000},
                                     {"s", "second", 1000},
                                     {"ms", "millisecond", 1}}};

// A century: whatever is added to an Instant stays far from overflow.
constexpr std::int64_t longest = 36525LL * 24 * 3600 * 1000;

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    if (text.empty()) return std::nullopt;
    std::int64_t total = 0;
    std::size_t next_unit = 0;
    while (!text.empty()) {
        std::uint64_t count = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));

        auto const name = text.substr(0, text.find_first_of("0123456789"));
        while (next_unit < units.size() && units[next_unit].name != name) ++next_unit;
        if (next_unit == units.size()) return std::nullopt;
        auto const factor = units[next_unit++].milliseconds;
        if (count > static_cast<std::uint64_t>((longest - total) / factor)) return std::nullopt;
        total += static_cast<std::int64_t>(count) * factor;
        text.remove_prefix(name.size());
    }
    return Duration{total};
}

std::string to_text(Duration span) {
    if (span == Duration::zero()) return "0s";
    std::string text;
    auto left = span.count();
    if (left < 0) {
        text = "-";
        left = -left;
    }
    for (auto const& unit : units) {
        if (unit.name == "w") continue;  // "400d" says more than "57w1d"
        if (auto const count = left / unit.milliseconds; count != 0) {
            text.append(std::to_string(count)).append(unit.name);
            left %= unit.milliseconds;
        }
    }
    return text;
}

std::string in_words(Duration span) {
    auto left = span.count() < 0 ? -span.count() : span.count();
    if (left == 0) return "0 seconds";
    std::string text;
    for (auto const& unit : units) {
        if (unit.name == "w") continue;
        auto const count = left / unit.milliseconds;
        left %= unit.milliseconds;
        bool const is_second = !text.empty();
        if (count != 0 && !(is_second && unit.name == "ms")) {
            if (is_second) text += ' ';
            text.append(std::to_string(count)).append(" ").append(unit.word);
            if (count != 1) text += 's';
        }
        if (is_second) break;
    }
    return text;
}

}  // namespace feedherald
