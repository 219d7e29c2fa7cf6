// SPDX-License-Identifier: MIT
// Facts as JSON, for --json.
#pragma once

#include "control/facts.hpp"

#include <string>
#include <vector>

namespace feedherald::cli {

/** One document with a line for every key, and the newline at its end. */
std::string to_json(control::Facts const& record);
/** An array of them. */
std::string to_json(std::vector<control::Facts> const& records);

}  // namespace feedherald::cli
