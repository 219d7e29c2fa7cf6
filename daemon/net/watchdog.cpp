// SPDX-License-Identifier: MIT
#include "net/watchdog.hpp"

#include "base/duration.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::net {

namespace asio = boost::asio;

Watchdog::Watchdog(asio::any_io_executor const& executor, Clock::duration total)
    : span_(total), end_(Clock::now() + total), deadline_(end_), armed_(end_), phase_span_(total), timer_(executor) {}

void Watchdog::limit(Clock::duration span, char const* overrun, std::function<void()> instead) {
    phase_span_ = span;
    overrun_ = overrun;
    instead_ = std::move(instead);
    set_deadline(std::min(end_, Clock::now() + span));
}

void Watchdog::pause() {
    paused_at_ = Clock::now();
    set_deadline(Clock::time_point::max());
}

void Watchdog::resume() {
    end_ += Clock::now() - paused_at_;
    set_deadline(end_);
}

void Watchdog::set_deadline(Clock::time_point deadline) {
    deadline_ = deadline;
    // A later deadline costs nothing: the timer looks again when it fires.
    if (deadline_ < armed_) {
        nudged_ = true;
        timer_.cancel();
    }
}

asio::awaitable<void> Watchdog::watch() {
    // An exchange that ends in time, as nearly all do, ends this: not by an exception, which costs more than the timer.
    co_await asio::this_coro::throw_if_cancelled(false);
    while (Clock::now() < deadline_ || has_other_way()) {
        auto const state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;
        armed_ = deadline_;
        timer_.expires_at(armed_);
        auto const [error] = co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error && !nudged_) co_return;
        nudged_ = false;
    }
    barked_ = true;
}

/** Takes it, where only a phase is overrun. */
bool Watchdog::has_other_way() {
    if (!instead_ || deadline_ == end_) return false;
    auto const act = std::exchange(instead_, nullptr);
    set_deadline(end_);
    act();
    return true;
}

std::string Watchdog::reason() const {
    bool const whole = deadline_ == end_ || overrun_ == nullptr;
    auto const span = std::chrono::duration_cast<Duration>(whole ? span_ : phase_span_);
    return std::string(whole ? "not done within " : overrun_) + (whole ? "" : " within ") + to_text(span);
}

}  // namespace feedherald::net
