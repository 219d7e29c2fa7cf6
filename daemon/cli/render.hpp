// SPDX-License-Identifier: MIT
// feedherald render: the request that a sink would send.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int render(Arguments const& arguments);

}  // namespace feedherald::cli
