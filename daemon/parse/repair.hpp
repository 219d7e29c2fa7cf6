// SPDX-License-Identifier: MIT
// Makes well-formed XML of what publishers meant (C-02, B-10..B-18): one pass, linear, no recursion.
#pragma once

#include "parse/limits.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald::parse {

struct Repaired {
    std::string text;
    bool is_truncated = false;    ///< the input ended before its root element did (B-16)
    std::size_t cut_at = 0;       ///< then: where in `text` the input's end is; what follows are end tags
    bool is_out_of_time = false;  ///< the deadline came first (C-09)
};

/** `text`: valid UTF-8 that begins with the root element's tag. */
Repaired repair(std::string_view text, Limits const& limits, Deadline const& deadline);

}  // namespace feedherald::parse
