// SPDX-License-Identifier: MIT
// A line on standard output for each alert: the sink of machines without a session bus, and of scripts.
#pragma once

#include "sink/sink.hpp"

#include <cstdio>
#include <memory>
#include <string>

namespace feedherald::sink {

/** Time, feed, title and link, tabs between them; control characters of the texts are escaped. No newline. */
std::string console_line(Alert const& alert);

class Console final : public Sink {
  public:
    /** `out` outlives the sink. */
    explicit Console(std::FILE* out) : out_(out) {}
    boost::asio::awaitable<DeliveryOutcome> deliver(std::vector<Delivery> bundle) override;

  private:
    std::FILE* out_;
};

/** On stdout. */
std::unique_ptr<Sink> make_console(config::SinkSettings const& settings, Surroundings const& surroundings);

}  // namespace feedherald::sink
