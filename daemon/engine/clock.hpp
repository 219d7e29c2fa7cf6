// SPDX-License-Identifier: MIT
// The seam to time: the system's, or a test's that jumps from one appointment to the next.
#pragma once

#include "base/instant.hpp"

#include <optional>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

class Event;

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /** Since some instant that stays where it is, however the clock is set; sleep counts (CLOCK_BOOTTIME). */
    [[nodiscard]] virtual Duration elapsed() const = 0;
    /** Returns at `until` or when `wake` is notified, whichever is first; may return early (a clock step, a resume), so
     *  callers look at the time again. Without `until` only `wake` ends it. Cancellation throws operation_aborted. */
    virtual boost::asio::awaitable<void> wait(std::optional<Instant> until, Event& wake) = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Duration elapsed() const override;
    boost::asio::awaitable<void> wait(std::optional<Instant> until, Event& wake) override;
};

}  // namespace feedherald::engine
