// SPDX-License-Identifier: MIT
// Where coroutines are started: every child is known, can be cancelled, and is waited for. Nothing else is ever
// detached.
#pragma once

#include "engine/event.hpp"

#include <exception>
#include <functional>
#include <list>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>

namespace feedherald::engine {

class Nursery {
  public:
    explicit Nursery(boost::asio::any_io_executor const& executor);
    /** All children must have ended (join) before. */
    ~Nursery();
    Nursery(Nursery const&) = delete;
    Nursery& operator=(Nursery const&) = delete;

    /** Starts `child`. `failed` hears of what it throws, but not of a cancellation that cancel() asked for. */
    void spawn(boost::asio::awaitable<void> child, std::function<void(std::exception_ptr)> failed);
    /** Asks every child to end (cancellation_type::terminal); join() tells when they have. */
    void cancel();
    /** Returns when no child is left. Not to be cancelled: who gives up waiting leaves children behind. */
    boost::asio::awaitable<void> join();
    [[nodiscard]] std::size_t size() const { return children_.size(); }

  private:
    boost::asio::any_io_executor executor_;
    std::list<boost::asio::cancellation_signal> children_;
    Event ended_;
    bool cancelled_ = false;
};

}  // namespace feedherald::engine
