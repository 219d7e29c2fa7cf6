// SPDX-License-Identifier: MIT
// The one timer of an exchange: it bounds the whole and, within it, the phase that is under way.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace feedherald::net {

class Watchdog {
  public:
    using Clock = std::chrono::steady_clock;

    Watchdog(boost::asio::any_io_executor const& executor, Clock::duration total);
    /** What is under way from now on and how long it may take; `overrun` says it for people: "no answer within 20 s".
     *  With `instead`, its overrun ends nothing: that is called, once, and the whole is bounded as before. */
    void limit(Clock::duration span, char const* overrun, std::function<void()> instead = nullptr);
    /** What `instead` would reach is no more: the overrun of the phase ends the exchange again. */
    void forget_instead() noexcept { instead_ = nullptr; }
    /** No time passes until resume(): it is not the server that keeps us waiting. */
    void pause();
    void resume();
    /** Returns when a limit has run out; run it beside the work and let the first of both end the other. */
    boost::asio::awaitable<void> watch();
    [[nodiscard]] bool has_barked() const noexcept { return barked_; }
    [[nodiscard]] std::string reason() const;

  private:
    bool has_other_way();
    void set_deadline(Clock::time_point deadline);

    Clock::duration span_;
    Clock::time_point end_;
    Clock::time_point paused_at_;
    Clock::time_point deadline_;
    Clock::time_point armed_;
    Clock::duration phase_span_;
    char const* overrun_ = nullptr;
    std::function<void()> instead_;
    bool nudged_ = false;
    bool barked_ = false;
    boost::asio::steady_timer timer_;
};

}  // namespace feedherald::net
