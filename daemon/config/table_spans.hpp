// SPDX-License-Identifier: MIT
// Where the tables of a TOML text stand in it, byte for byte: what editing a configuration needs, and toml++ does not
// tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::config {

/** One header with its keys. Comments and blank lines in front of the header and behind the last key are not part of
 * it.
 */
struct TableSpan {
    std::vector<std::string> path;  ///< {"sinks", "phone"} of [sinks.phone]
    bool is_element = false;        ///< [[…]]
    std::size_t begin = 0;          ///< of the header's line
    std::size_t end = 0;            ///< behind the line end of the last key, or of the header
    std::uint32_t first_line = 0;   ///< 1-based
    std::uint32_t last_line = 0;
};

/** In the order of the text, which must be valid TOML: of any other text the outcome is unspecified. */
std::vector<TableSpan> table_spans(std::string_view toml);

}  // namespace feedherald::config
