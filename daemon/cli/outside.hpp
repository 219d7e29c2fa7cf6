// SPDX-License-Identifier: MIT
// The world outside the process that sinks and fetches need: the loop, the network, the session bus. No state.
#pragma once

#include "bus/session.hpp"
#include "config/settings.hpp"
#include "engine/clock.hpp"
#include "net/client.hpp"
#include "sink/sink.hpp"

#include <memory>

#include <boost/asio/io_context.hpp>

namespace feedherald::cli {

struct Outside {
    Outside();
    ~Outside();
    std::unique_ptr<sink::Sink> make_sink(config::SinkSettings const& settings);

    boost::asio::io_context io{1};
    engine::SystemClock clock;
    std::unique_ptr<net::HttpClient> http;
    std::unique_ptr<bus::Session> session;  ///< null: no session bus
    sink::Wishes wishes;                    ///< set before sinks are made
};

}  // namespace feedherald::cli
