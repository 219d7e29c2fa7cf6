// SPDX-License-Identifier: MIT
// Opening a link in the person's browser without ever being its parent: the browser must not inherit our sandbox.
#pragma once

#include "bus/connection.hpp"

#include <cstdint>
#include <list>
#include <string>

namespace feedherald::bus {

class Opener {
  public:
    explicit Opener(Connection& connection);
    ~Opener();
    Opener(Opener const&) = delete;
    Opener& operator=(Opener const&) = delete;

    /** Fire and forget; the outcome is logged. Only http and https; anything else is logged and not opened. The portal
     *  where it has OpenURI, else a transient unit of the user's systemd that runs xdg-open. */
    void open(std::string const& uri, std::string const& activation_token);

  private:
    struct Request;
    using Place = std::list<Request>::iterator;

    void ask_portal(Place request);
    void start_unit(Place request);
    void finish(Place request);

    Connection& connection_;
    std::list<Request> requests_;
    std::uint64_t units_ = 0;
};

}  // namespace feedherald::bus
