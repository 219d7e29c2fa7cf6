// SPDX-License-Identifier: MIT
// The table of a custom body as JSON text.
#pragma once

#include "config/toml_document.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace feedherald::config {

/** Exact: integers as they are, numbers in the shortest form that reads back, dates as text, keys in the order of the
 *  file. `complain` hears of what JSON cannot hold (inf, nan), and `see` of every text value. */
std::string to_json(Node const& node, std::function<void(Position, std::string_view)> const& complain,
                    std::function<void(Position, std::string const&)> const& see);

}  // namespace feedherald::config
