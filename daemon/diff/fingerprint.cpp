// SPDX-License-Identifier: MIT
#include "diff/fingerprint.hpp"

#include "base/sha256.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace feedherald::diff {

Fingerprint fingerprint(std::string_view text) {
    auto const digest = sha256(text);
    Fingerprint value{};
    std::copy_n(digest.begin(), value.size(), value.begin());
    if (is_none(value)) value.back() = 1;
    return value;
}

Half half_fingerprint(std::string_view text) {
    auto const half = first_half(fingerprint(text));
    return half == 0 ? 1 : half;
}

Fingerprint join(Half first, Half second) {
    Fingerprint value{};
    std::memcpy(value.data(), &first, sizeof first);
    std::memcpy(value.data() + sizeof first, &second, sizeof second);
    return value;
}

Half first_half(Fingerprint const& value) {
    Half half = 0;
    std::memcpy(&half, value.data(), sizeof half);
    return half;
}

Half second_half(Fingerprint const& value) {
    Half half = 0;
    std::memcpy(&half, value.data() + sizeof half, sizeof half);
    return half;
}

Fingerprint combine(Fingerprint const& first, Fingerprint const& second) {
    std::string bytes(first.begin(), first.end());
    bytes.append(second.begin(), second.end());
    return fingerprint(bytes);
}

}  // namespace feedherald::diff
