// SPDX-License-Identifier: MIT
// Finds the feed behind a page or feed address and writes it into the configuration.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int add(Arguments const& arguments);

}  // namespace feedherald::cli
