// SPDX-License-Identifier: MIT
// Whether somebody listens at a bus address, asked without sdbus-c++: 1.2 leaks a connection that cannot be opened.
#pragma once

#include <string>

namespace feedherald::bus {

/** Throws std::system_error when the address is a socket in the file system and nobody takes connections there. Any
 *  other address is taken on trust. */
void reach(std::string const& address);

}  // namespace feedherald::bus
