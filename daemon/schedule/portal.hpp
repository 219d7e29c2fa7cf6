// SPDX-License-Identifier: MIT
// Addresses that hotels, airports and trains send every request to.
#pragma once

#include <string_view>

namespace feedherald::schedule {

/** By its words alone: an address of that kind may be a feed's all the same. */
bool looks_like_a_portal(std::string_view url);

}  // namespace feedherald::schedule
