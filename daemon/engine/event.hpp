// SPDX-License-Identifier: MIT
// "Something changed": one coroutine waits for it, anybody on the same thread rings it; a ring is never lost.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

class Event {
  public:
    explicit Event(boost::asio::any_io_executor const& executor);
    ~Event();
    Event(Event const&) = delete;
    Event& operator=(Event const&) = delete;
    /** Wakes the waiter; without one, the next wait returns at once. Many rings are one. */
    void notify();
    /** Wakes the waiter without leaving a ring behind: time has moved, not the world. */
    void nudge();
    /** Returns after notify() or after `at_most`; without that, only when notified or nudged.
     *  Cancellation (terminal) throws operation_aborted. One waiter at a time; several only without a limit, and then
     *  a ring wakes them all. */
    boost::asio::awaitable<void> wait(std::optional<std::chrono::steady_clock::duration> at_most = std::nullopt);

  private:
    struct Timer;  ///< Asio's, whose headers every room that waits would read
    std::unique_ptr<Timer> timer_;
    bool rung_ = false;
};

}  // namespace feedherald::engine
