// SPDX-License-Identifier: MIT
// check --replay: what the configuration would have made of the past.
#pragma once

#include "base/instant.hpp"
#include "config/settings.hpp"

namespace feedherald::cli {

/** Prints it, over the time `span` before now. The exit status: failure where there is no state to look at. */
int print_replay(config::Settings const& settings, Duration span);

}  // namespace feedherald::cli
