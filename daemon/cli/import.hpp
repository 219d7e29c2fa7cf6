// SPDX-License-Identifier: MIT
// Subscriptions of another feed reader, from its OPML file, into the configuration.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int import_opml(Arguments const& arguments);

}  // namespace feedherald::cli
