// SPDX-License-Identifier: MIT
// Asks the running daemon to poll now.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int poll(Arguments const& arguments);

}  // namespace feedherald::cli
