// SPDX-License-Identifier: MIT
// The subscriptions as OPML 2.0, for other feed readers; without anything secret.
#pragma once

#include "cli/command.hpp"

namespace feedherald::cli {

int export_opml(Arguments const& arguments);

}  // namespace feedherald::cli
