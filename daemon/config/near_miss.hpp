// SPDX-License-Identifier: MIT
// The word that was probably meant: for keys, choices and sink names with a slip of the finger.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace feedherald::config {

/** Letters changed, added, left out, or swapped with a neighbour between the two; case does not count. */
std::size_t edit_distance(std::string_view a, std::string_view b);

/** The nearest candidate that is near enough to be worth mentioning (a third of the word, three at most). */
std::optional<std::string_view> near_miss(std::string_view word, std::span<std::string_view const> candidates);

/** ", did you mean X?" or nothing. */
std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates);

}  // namespace feedherald::config
