// SPDX-License-Identifier: MIT
// What was alerted, newest first.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int history(Arguments const& arguments);

}  // namespace feedherald::cli
