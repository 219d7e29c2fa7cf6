// SPDX-License-Identifier: MIT
#include "base/bytes.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace feedherald {

namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

// The binary ones first and largest first: to_text takes the first that divides.
constexpr std::array<Unit, 6> units{{{"GiB", 1024ULL * 1024 * 1024},
                                     {"MiB", 1024ULL * 1024},
                                     {"KiB", 1024},
                                     {"GB", 1000ULL * 1000 * 1000},
                                     {"MB", 1000ULL * 1000},
                                     {"KB", 1000}}};

}  // namespace

std::optional<Bytes> parse_bytes(std::string_view text) {
    std::uint64_t count = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{}) return std::nullopt;

    auto const rest = text.substr(static_cast<std::size_t>(end - text.data()));
    if (rest.empty()) return Bytes{count};
    for (auto const& unit : units) {
        if (rest != unit.name) continue;
        if (count > std::numeric_limits<std::uint64_t>::max() / unit.factor) return std::nullopt;
        return Bytes{count * unit.factor};
    }
    return std::nullopt;
}

std::string to_text(Bytes amount) {
    for (std::size_t i = 0; i < 3; ++i)
        if (amount.count != 0 && amount.count % units[i].factor == 0)
            return std::to_string(amount.count / units[i].factor).append(units[i].name);
    return std::to_string(amount.count);
}

}  // namespace feedherald
