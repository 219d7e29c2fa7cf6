// SPDX-License-Identifier: MIT
// A file, or standard input, as a whole.
#pragma once

#include <string>

namespace feedherald::cli {

/** "-" is standard input. Throws what names the file: it cannot be read, or it is larger than any feed may be. */
std::string read_input(std::string const& file);

/** "standard input", or the file, for messages. */
std::string name_of_input(std::string const& file);

}  // namespace feedherald::cli
