// SPDX-License-Identifier: MIT
// Checks what the daemon needs around it, with a remedy for whatever is not as it should be.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int doctor(Arguments const& arguments);

}  // namespace feedherald::cli
