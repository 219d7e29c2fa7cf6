// SPDX-License-Identifier: MIT
// The data behind html_entities: "name=value;" or, for a legacy name, "name~value;", and where each name starts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace feedherald::parse {

inline constexpr std::size_t html_entity_count = 2125;  // 2,231 spellings: 106 of them come with and without semicolon

extern std::string_view const html_entity_text;
extern std::array<std::uint16_t, html_entity_count> const html_entity_offsets;

}  // namespace feedherald::parse
