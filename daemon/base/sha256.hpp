// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4) for identities in the pure core, which links no cryptography library.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace feedherald {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
/** Lower-case hexadecimal. */
std::string to_hex(Sha256 const& digest);

}  // namespace feedherald
