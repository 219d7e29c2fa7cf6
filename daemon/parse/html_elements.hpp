// SPDX-License-Identifier: MIT
// What each HTML element means to somebody who wants its text only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace feedherald::parse {

enum class ElementKind : std::uint8_t {
    inlined,  ///< its content continues the line
    block,    ///< it stands on lines of its own
    line_break,
    cell,  ///< apart from its neighbour on the same line
    preformatted,
    hidden,  ///< neither it nor what it contains is text
    raw,     ///< hidden, and its content is not markup: it ends at the first end tag of its name
};

/** Empty for a name that HTML does not know; any letter case. */
std::optional<ElementKind> html_element(std::string_view name);

}  // namespace feedherald::parse
