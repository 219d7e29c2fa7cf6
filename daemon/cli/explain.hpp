// SPDX-License-Identifier: MIT
// Why a feed is polled when it is, and why an item was alerted or not.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int explain(Arguments const& arguments);

}  // namespace feedherald::cli
