// SPDX-License-Identifier: MIT
// Validates the configuration and prints what it means.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int check(Arguments const& arguments);

}  // namespace feedherald::cli
