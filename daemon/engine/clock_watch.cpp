// SPDX-License-Identifier: MIT
#include "engine/clock_watch.hpp"

#include <cerrno>
#include <cstdint>
#include <system_error>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/timerfd.h>
#include <unistd.h>

namespace feedherald::engine {

namespace asio = boost::asio;

asio::awaitable<void> watch_clock(std::function<void()> changed) {
    int const fd = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot make a clock timer");
    asio::posix::stream_descriptor timer{co_await asio::this_coro::executor, fd};

    // Never due by itself: the kernel ends the wait with ECANCELED when CLOCK_REALTIME is set, and on resume.
    itimerspec never{};
    never.it_value.tv_sec = 9'000'000'000;  // the year 2255; the kernel counts nanoseconds in 63 bits
    for (;;) {
        if (::timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) != 0 &&
            errno != ECANCELED)
            throw std::system_error(errno, std::generic_category(), "cannot arm the clock timer");
        co_await timer.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
        std::uint64_t expirations = 0;
        [[maybe_unused]] auto const got = ::read(fd, &expirations, sizeof expirations);
        changed();
    }
}

}  // namespace feedherald::engine
