// SPDX-License-Identifier: MIT
// Starting a service that the bus knows how to start, told apart from one that nobody can.
#pragma once

#include "bus/connection.hpp"

#include <string>

#include <boost/asio/awaitable.hpp>

namespace feedherald::bus {

struct Activation {
    bool activatable = false;  ///< the bus has a service file for it
    std::string failure;       ///< why it did not start; empty when it did, or nobody can start it
};

/** One attempt, with one call of StartServiceByName at most. The connection must outlive it. A service that needs
 * longer than `patience` has not failed: it may come yet. */
boost::asio::awaitable<Activation> activate(Connection& connection, std::string name,
                                            std::chrono::milliseconds patience);

}  // namespace feedherald::bus
