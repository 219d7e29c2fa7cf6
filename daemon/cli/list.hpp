// SPDX-License-Identifier: MIT
// Every feed with its last and next poll, its last new item, and how it is.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int list(Arguments const& arguments);

}  // namespace feedherald::cli
