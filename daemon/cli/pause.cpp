// SPDX-License-Identifier: MIT
#include "cli/pause.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "cli/state_view.hpp"

#include <cstdint>
#include <iostream>

namespace feedherald::cli {

int pause(Arguments const& arguments) {
    std::uint64_t seconds = 0;
    auto const given = arguments.one("DURATION");
    if (given) {
        auto const span = parse_duration(*given);
        if (!span || *span < std::chrono::seconds{1}) {
            std::cerr << "feedherald: \"" << escape_controls(*given)
                      << "\" is not a duration to pause for: write 30m, 2h or 1d\n";
            return Exit::wrong_usage;
        }
        seconds = static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::seconds>(*span).count());
    }
    auto const daemon = daemon_or_tell(arguments);
    if (!daemon) return Exit::failure;
    auto const reply = daemon->call("Pause", {bus::Value{seconds}});
    if (!reply.ok()) {
        std::cerr << "feedherald: " << escape_controls(reply.failure->text()) << '\n';
        return Exit::failure;
    }
    std::cout << "desktop alerts are held "
              << (given ? "for " + in_words(std::chrono::seconds(seconds)) : std::string("until 'feedherald resume'"))
              << "; they arrive as a digest then\n";
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
