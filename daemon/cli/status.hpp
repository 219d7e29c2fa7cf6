// SPDX-License-Identifier: MIT
// Is the daemon up, what is due, what waits for delivery.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int status(Arguments const& arguments);

}  // namespace feedherald::cli
