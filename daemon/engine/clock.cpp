// SPDX-License-Identifier: MIT
#include "engine/clock.hpp"

#include "engine/event.hpp"

#include <algorithm>
#include <ctime>

namespace feedherald::engine {

Instant SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Duration SystemClock::elapsed() const {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::floor<Duration>(std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec});
}

boost::asio::awaitable<void> SystemClock::wait(std::optional<Instant> until, Event& wake) {
    if (!until) {
        co_await wake.wait();
    } else {
        // A day at most: far instants must not overflow steady_clock, and looking again once a day costs nothing.
        Duration const span = std::clamp<Duration>(*until - now(), Duration::zero(), std::chrono::days{1});
        co_await wake.wait(span);
    }
}

}  // namespace feedherald::engine
