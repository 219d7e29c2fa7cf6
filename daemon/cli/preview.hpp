// SPDX-License-Identifier: MIT
// Fetches one feed and shows what an alert of its newest items would say; records nothing.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int preview(Arguments const& arguments);

}  // namespace feedherald::cli
