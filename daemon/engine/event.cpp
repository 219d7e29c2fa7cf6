// SPDX-License-Identifier: MIT
#include "engine/event.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::engine {

namespace asio = boost::asio;

struct Event::Timer : asio::steady_timer {
    using basic_waitable_timer::basic_waitable_timer;
};

Event::Event(asio::any_io_executor const& executor) : timer_(std::make_unique<Timer>(executor)) {}

Event::~Event() = default;

void Event::notify() {
    rung_ = true;
    timer_->cancel();
}

void Event::nudge() {
    timer_->cancel();
}

asio::awaitable<void> Event::wait(std::optional<std::chrono::steady_clock::duration> at_most) {
    if (!rung_) {
        constexpr auto never = std::chrono::steady_clock::time_point::max();
        if (at_most)
            timer_->expires_after(*at_most);
        else if (timer_->expiry() != never)  // setting it anew would wake another waiter, which would wake us, for ever
            timer_->expires_at(never);
        co_await timer_->async_wait(asio::as_tuple(asio::use_awaitable));
        auto const state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none)
            throw boost::system::system_error(asio::error::operation_aborted);
    }
    rung_ = false;
}

}  // namespace feedherald::engine
