// SPDX-License-Identifier: MIT
// Empties one sink's part of the outbox, oldest first, whatever becomes of the other sinks.
#pragma once

#include "config/settings.hpp"
#include "engine/event.hpp"
#include "engine/outcomes.hpp"
#include "engine/rate_limit.hpp"
#include "engine/rooms.hpp"
#include "sink/sink.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

class DeliverLoop {
  public:
    DeliverLoop(boost::asio::any_io_executor const& executor, Rooms const& rooms, config::SinkSettings settings,
                std::unique_ptr<sink::Sink> sink);

    /** Delivers what is due, then waits for more; ends after finish() or by cancellation. */
    boost::asio::awaitable<void> run();
    /** Makes run() return after the delivery that is under way. */
    void finish();
    [[nodiscard]] bool is_delivering() const { return delivering_; }
    /** The outbox has changed. */
    void notify() { changed_.notify(); }
    /** Time has moved: look at the clock again. */
    void nudge() { changed_.nudge(); }
    /** The user's wish: failures so far hold nothing back any more. */
    void try_again();

    struct Tally {
        std::size_t delivered = 0;
        std::size_t undelivered = 0;  ///< tried and not accepted, or waiting for a sink that is disabled
        bool broken_off = false;      ///< the endpoint is to be left alone for now
    };
    /** Desktop sinks deliver nothing before `until`; what waited then arrives as one digest. Empty: deliver again. */
    void pause(std::optional<Instant> until);

    /** `run --once`: tries every pending alert once, whatever its back-off, but respects a Retry-After. */
    boost::asio::awaitable<Tally> drain();

    [[nodiscard]] config::SinkSettings const& settings() const { return settings_; }
    [[nodiscard]] bool is_there() const { return sink_->is_there(); }

  private:
    enum class Pass { steady, once };
    boost::asio::awaitable<Tally> deliver(std::vector<Delivery> batch, Pass pass);
    [[nodiscard]] std::vector<Delivery> due(Instant now);
    void mark_storm(std::vector<Delivery>& batch);
    [[nodiscard]] bool must_leave_it(Instant attempt_began, Pass pass) const;
    boost::asio::awaitable<void> wait_for_rate();
    boost::asio::awaitable<void> wait_out_obstacle();
    boost::asio::awaitable<void> hold_what_comes();
    [[nodiscard]] bool is_paused() const;

    Rooms const& rooms_;
    config::SinkSettings settings_;
    RateLimit rate_;
    std::unique_ptr<sink::Sink> sink_;
    Event changed_;
    Outcomes outcomes_;
    std::optional<Instant> paused_until_;
    bool finishing_ = false;
    bool delivering_ = false;
    bool storm_ = false;  ///< the batch before was full
};

}  // namespace feedherald::engine
