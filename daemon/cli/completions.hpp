// SPDX-License-Identifier: MIT
// What shells need to complete a command line, from the table of commands. Written at build time.
#pragma once

#include <string>

namespace feedherald::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace feedherald::cli
