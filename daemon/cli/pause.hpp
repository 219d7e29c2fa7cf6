// SPDX-License-Identifier: MIT
// Holds desktop alerts; polling goes on.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int pause(Arguments const& arguments);

}  // namespace feedherald::cli
