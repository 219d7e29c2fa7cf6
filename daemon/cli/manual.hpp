// SPDX-License-Identifier: MIT
// The manual page feedherald(1), from the table of commands. Written at build time.
#pragma once

#include <string>

namespace feedherald::cli {

/** In the language of man(7). */
std::string manual();

}  // namespace feedherald::cli
