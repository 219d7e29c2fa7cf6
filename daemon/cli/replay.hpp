// SPDX-License-Identifier: MIT
// check --replay: what the configuration would have made of the past.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace feedherald::cli {

/** Prints it. The exit status: wrong usage for a span that is none, failure where there is no state to look at. */
int print_replay(config::Settings const& settings, std::string const& span);

}  // namespace feedherald::cli
