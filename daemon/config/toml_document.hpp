// SPDX-License-Identifier: MIT
// A TOML file as a plain tree with positions: all that the other files of this room see of it.
#pragma once

#include "config/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::config {

struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct Node;
struct Entry;
using Array = std::vector<Node>;
using Table = std::vector<Entry>;  ///< in the order of the file

/** A date, a time or both, as TOML writes it. */
struct DateText {
    std::string text;
};

struct Node {
    Position at;
    std::variant<std::string, std::int64_t, double, bool, DateText, Array, Table> value;
};

struct Entry {
    std::string key;
    Position at;
    Node node;
};

/** Foreseen: a syntax error, of which TOML's reader reports the first. `file` is what the error is to call it. */
boost::system::result<Node, Diagnostic> parse_toml(std::string_view text, std::string const& file);

}  // namespace feedherald::config
