// SPDX-License-Identifier: MIT
// The process: what no command foresaw becomes one line and an exit status.
#include "base/process.hpp"
#include "cli/command.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    feedherald::forbid_core_dumps();
    try {
        return feedherald::cli::run_command_line(argc, argv);
    } catch (std::exception const& error) {
        std::cerr << "feedherald: " << error.what() << '\n';
        return feedherald::cli::Exit::failure;
    }
}
