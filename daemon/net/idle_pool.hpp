// SPDX-License-Identifier: MIT
// Connections kept for the next feed of the same host, at most ten seconds, never until the next poll.
#pragma once

#include "net/exchange.hpp"

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

namespace feedherald::net {

class IdlePool {
  public:
    IdlePool(boost::asio::any_io_executor executor, std::chrono::steady_clock::duration idle_time);
    ~IdlePool();
    IdlePool(IdlePool const&) = delete;
    IdlePool& operator=(IdlePool const&) = delete;

    /** `key`: everything that must be equal for a connection to be shared. */
    void put(std::string const& key, Connection connection);
    /** One that the peer has not closed meanwhile. */
    std::optional<Connection> take(std::string const& key);

  private:
    struct State;
    std::shared_ptr<State> state_;  ///< a timer's handler may run after this has gone
};

}  // namespace feedherald::net
