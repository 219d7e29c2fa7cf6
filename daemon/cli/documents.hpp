// SPDX-License-Identifier: MIT
// For the build alone: writes what is made from the table of commands into a directory. A program of its own would have
// to be linked with all of this one.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int documents(Arguments const& arguments);

}  // namespace feedherald::cli
