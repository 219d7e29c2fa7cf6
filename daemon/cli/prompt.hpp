// SPDX-License-Identifier: MIT
// Whether a person sits before this, and questions to them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::cli {

/** True for an interactive session: input and diagnostics are a terminal. */
bool has_person();

/** Asks on the terminal until a number or nothing is typed; the place in `choices`, or their number for nothing. */
std::size_t choose(std::string_view question, std::vector<std::string> const& choices);

}  // namespace feedherald::cli
