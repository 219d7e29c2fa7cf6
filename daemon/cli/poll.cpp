// SPDX-License-Identifier: MIT
#include "cli/poll.hpp"

#include "base/text.hpp"
#include "cli/state_view.hpp"

#include <iostream>

namespace feedherald::cli {

int poll(Arguments const& arguments) {
    auto const daemon = daemon_or_tell(arguments);
    if (!daemon) return Exit::failure;
    int status = Exit::success;
    auto const ask = [&](std::vector<std::string> const& feeds, std::string const& what) {
        auto const reply = daemon->call("Poll", {bus::Value::strings(feeds)});
        if (reply.ok()) {
            std::cout << escape_controls(what) << " is polled now\n";
            return;
        }
        std::cerr << "feedherald: " << escape_controls(reply.failure->text()) << '\n';
        status = Exit::failure;
    };
    auto const feeds = arguments.all("FEED");
    for (auto const& feed : feeds) ask({feed}, feed);
    if (feeds.empty()) ask({}, "every feed that may be asked");
    return std::cout.flush() ? status : Exit::failure;
}

}  // namespace feedherald::cli
