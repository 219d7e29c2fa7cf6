// SPDX-License-Identifier: MIT
// One sample alert through a sink, and what came back.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int test(Arguments const& arguments);

}  // namespace feedherald::cli
