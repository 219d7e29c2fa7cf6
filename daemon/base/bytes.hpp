// SPDX-License-Identifier: MIT
// Amounts of memory, and their text form ("512KiB", "20MiB").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace feedherald {

struct Bytes {
    std::uint64_t count = 0;
    friend constexpr auto operator<=>(Bytes, Bytes) = default;
};

constexpr Bytes kib(std::uint64_t n) {
    return {n * 1024};
}
constexpr Bytes mib(std::uint64_t n) {
    return {n * 1024 * 1024};
}

/** "4096", "512KiB", "20MiB", "1GiB"; also KB and MB, powers of 1000. Empty when it is none of these or overflows. */
std::optional<Bytes> parse_bytes(std::string_view text);
/** The largest unit that divides it: 20971520 -> "20MiB". */
std::string to_text(Bytes amount);

}  // namespace feedherald
