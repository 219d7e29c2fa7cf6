// SPDX-License-Identifier: MIT
// Takes a feed out of the configuration again.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int remove(Arguments const& arguments);

}  // namespace feedherald::cli
