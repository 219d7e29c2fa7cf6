// SPDX-License-Identifier: MIT
// What a document is, by its content and nothing else (B-01, B-02).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace feedherald::parse {

/** A name for bytes that begin as no text does ("a PDF document"): enough to give a transfer up after its first chunk.
 */
std::optional<std::string_view> binary_kind(std::string_view first_bytes);

struct Shape {
    enum class Kind { empty, xml, json, html, unknown };
    Kind kind = Kind::unknown;
    std::size_t root = 0;    ///< xml: where the feed's root element begins
    std::string other_root;  ///< unknown: the root element it has instead, if any
    bool has_oversized_doctype = false;
};

/** `text` is valid UTF-8. */
Shape sniff(std::string_view text);

}  // namespace feedherald::parse
