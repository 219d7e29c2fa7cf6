// SPDX-License-Identifier: MIT
// What a command needs to ask a publisher itself: a loop, a clock, an HTTP client.
#pragma once

#include "engine/clock.hpp"
#include "net/client.hpp"

#include <memory>

#include <boost/asio/io_context.hpp>

namespace feedherald::cli {

struct Web {
    boost::asio::io_context io{1};
    engine::SystemClock clock;
    std::unique_ptr<net::HttpClient> http = net::make_client(
        io.get_executor(),
        net::ClientOptions{.environment = net::process_environment(), .phases = {}, .lookup = {}, .is_private = {}});
};

}  // namespace feedherald::cli
