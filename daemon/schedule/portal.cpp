// SPDX-License-Identifier: MIT
#include "schedule/portal.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace feedherald::schedule {

namespace {
// From NetNewsWire's list of places that no feed lives at.
constexpr std::array<std::string_view, 8> words{"login",   "register", "authentic", "landingpage",
                                                "captive", "lodgenet", "hotspot",   "guestnet"};
}  // namespace

bool looks_like_a_portal(std::string_view url) {
    auto const lower = to_lower_ascii(url);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace feedherald::schedule
