// SPDX-License-Identifier: MIT
// feedherald retry: sends again what was given up.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int retry(Arguments const& arguments);

}  // namespace feedherald::cli
