// SPDX-License-Identifier: MIT
#include "cli/named_sink.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <iostream>

namespace feedherald::cli {

config::SinkSettings const* sink_or_tell(config::Settings const& settings, std::string const& name) {
    auto const found = std::find_if(settings.sinks.begin(), settings.sinks.end(),
                                    [&](auto const& sink) { return sink.name.value() == name; });
    if (found != settings.sinks.end()) return &*found;
    std::cerr << "feedherald: there is no sink " << escape_controls(name) << " in the configuration; there are:";
    for (auto const& sink : settings.sinks) std::cerr << ' ' << sink.name.value();
    std::cerr << '\n';
    return nullptr;
}

}  // namespace feedherald::cli
