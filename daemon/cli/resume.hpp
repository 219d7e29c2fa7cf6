// SPDX-License-Identifier: MIT
// Ends a pause: what was held arrives as a digest.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int resume(Arguments const& arguments);

}  // namespace feedherald::cli
