// SPDX-License-Identifier: MIT
// Waking coroutines that wait for something to change; they look for themselves what it was.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>

namespace feedherald::bus {

class Bell {
  public:
    Bell();
    /** Wakes all that wait now. They go on later, never inside this call. */
    void ring();
    /** True when it rang, false when `at_most` went by first. Cancel: terminal; throws operation_aborted.
     *  The Bell may die while it is waited for; then only the time or a cancellation ends the wait. */
    boost::asio::awaitable<bool> rung(std::optional<std::chrono::milliseconds> at_most = std::nullopt);

  private:
    struct Waiting;
    std::shared_ptr<Waiting> waiting_;
};

}  // namespace feedherald::bus
