// SPDX-License-Identifier: MIT
#include "cli/resume.hpp"

#include "base/text.hpp"
#include "cli/state_view.hpp"

#include <iostream>

namespace feedherald::cli {

int resume(Arguments const& arguments) {
    auto const daemon = daemon_or_tell(arguments);
    if (!daemon) return Exit::failure;
    auto const reply = daemon->call("Resume");
    if (!reply.ok()) {
        std::cerr << "feedherald: " << escape_controls(reply.failure->text()) << '\n';
        return Exit::failure;
    }
    std::cout << "desktop alerts are shown again\n";
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
