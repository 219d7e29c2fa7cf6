// SPDX-License-Identifier: MIT
// Fingerprints: what the seen-set keeps of texts.
#pragma once

#include "model/ids.hpp"

#include <cstdint>
#include <string_view>

namespace feedherald::diff {

/** The first 16 bytes of the SHA-256; never all zero, which means "has none". */
Fingerprint fingerprint(std::string_view text);

/** Fingerprints of two things of eight bytes each, and back. A half is zero only if its text is said to be none. */
using Half = std::uint64_t;
Half half_fingerprint(std::string_view text);
Fingerprint join(Half first, Half second);
Half first_half(Fingerprint const& value);
Half second_half(Fingerprint const& value);

/** The fingerprint of two fingerprints in this order. */
Fingerprint combine(Fingerprint const& first, Fingerprint const& second);

inline bool is_none(Fingerprint const& value) {
    return value == Fingerprint{};
}

struct FingerprintHash {
    std::size_t operator()(Fingerprint const& value) const noexcept { return first_half(value) ^ second_half(value); }
};

}  // namespace feedherald::diff
