// SPDX-License-Identifier: MIT
// The daemon, in the foreground; with --once one round of it.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int run(Arguments const& arguments);

}  // namespace feedherald::cli
