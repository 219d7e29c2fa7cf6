// SPDX-License-Identifier: MIT
#include "cli/outside.hpp"

#include "config/paths.hpp"

#include <utility>

namespace feedherald::cli {

Outside::Outside() {
    net::ClientOptions options;
    options.environment = config::process_environment();
    http = net::make_client(io.get_executor(), std::move(options));
    session = bus::Session::open(io.get_executor(), config::process_environment()).session;
}

Outside::~Outside() = default;

std::unique_ptr<sink::Sink> Outside::make_sink(config::SinkSettings const& settings) {
    sink::Surroundings const surroundings{io.get_executor(), *http, session.get(), wishes,
                                          [this] { return clock.now(); }};
    return sink::make_sink(settings, surroundings);
}

}  // namespace feedherald::cli
