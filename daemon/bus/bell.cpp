// SPDX-License-Identifier: MIT
#include "bus/bell.hpp"

#include <cstdint>
#include <list>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::bus {

namespace asio = boost::asio;

struct Bell::Waiting {
    std::uint64_t rings = 0;
    std::list<asio::steady_timer*> timers;
};

Bell::Bell() : waiting_(std::make_shared<Waiting>()) {}

void Bell::ring() {
    ++waiting_->rings;
    for (auto* timer : waiting_->timers) timer->cancel();
}

asio::awaitable<bool> Bell::rung(std::optional<std::chrono::milliseconds> at_most) {
    // A copy: the frame may outlive the Bell.
    auto const waiting = waiting_;
    auto const heard = waiting->rings;
    asio::steady_timer timer{co_await asio::this_coro::executor};
    if (at_most)
        timer.expires_after(*at_most);
    else
        timer.expires_at(asio::steady_timer::time_point::max());
    struct Place {
        Waiting& waiting;
        std::list<asio::steady_timer*>::iterator at;
        ~Place() { waiting.timers.erase(at); }
    };
    Place const place{*waiting, waiting->timers.insert(waiting->timers.end(), &timer)};
    auto const [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    bool const rang = waiting->rings != heard;
    if (error && !rang) throw boost::system::system_error{asio::error::operation_aborted};
    co_return rang;
}

}  // namespace feedherald::bus
