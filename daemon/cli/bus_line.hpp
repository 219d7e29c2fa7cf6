// SPDX-License-Identifier: MIT
// The session bus for commands: one question at a time, each waited for.
#pragma once

#include "bus/session.hpp"

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

namespace feedherald::cli {

class BusLine {
  public:
    /** Null where there is no bus that answers; `trouble` then says why. */
    static std::unique_ptr<BusLine> open(std::string& trouble);

    bus::Reply ask(bus::Call const& call);
    /** Its unique name: a call to that never starts a service. */
    std::optional<std::string> owner_of(std::string const& name);

  private:
    BusLine() = default;

    boost::asio::io_context io_{1};
    std::unique_ptr<bus::Session> session_;
};

}  // namespace feedherald::cli
