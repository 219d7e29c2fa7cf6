// SPDX-License-Identifier: MIT
// Any feed document in, one JSON Feed 1.1 document out.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int parse(Arguments const& arguments);

}  // namespace feedherald::cli
