// SPDX-License-Identifier: MIT
// Virtual time: when nothing is left to do, the clock jumps to the next appointment. Weeks pass in milliseconds.
#pragma once

#include "engine/clock.hpp"
#include "engine/event.hpp"

#include <chrono>
#include <functional>
#include <list>
#include <optional>

#include <boost/asio/io_context.hpp>

namespace feedherald::tests {

class ManualClock final : public engine::Clock {
  public:
    explicit ManualClock(Instant start) : now_(start) {}

    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] Duration elapsed() const override { return elapsed_; }

    boost::asio::awaitable<void> wait(std::optional<Instant> until, engine::Event& wake) override {
        struct Appointment {
            std::list<Sleeper>& all;
            std::list<Sleeper>::iterator mine;
            ~Appointment() { all.erase(mine); }
        };
        if (until && *until <= now_) wake.notify();
        Appointment const appointment{sleepers_, sleepers_.insert(sleepers_.end(), Sleeper{until, &wake})};
        co_await wake.wait();
    }

    /** While it says so real work is under way, a request to a real server: time stands still. */
    std::function<bool()> is_busy;

    /** Runs what is ready, then jumps from appointment to appointment until `end`; stops there. */
    void run_until(boost::asio::io_context& io, Instant end) {
        for (;;) {
            io.restart();
            while (io.poll() > 0) {
            }
            if (is_busy && is_busy()) {
                io.run_one_for(std::chrono::seconds{1});
                continue;
            }
            std::optional<Instant> next;
            for (auto const& sleeper : sleepers_)
                if (sleeper.until && (!next || *sleeper.until < *next)) next = sleeper.until;
            if (!next || *next > end) break;
            if (*next > now_) pass(*next - now_);
            for (auto const& sleeper : sleepers_)
                if (sleeper.until && *sleeper.until <= now_) sleeper.wake->nudge();
        }
        pass(end - now_);
    }

    /** As if someone set the wall clock. */
    void set(Instant now) { now_ = now; }

  private:
    void pass(Duration span) {
        now_ += span;
        elapsed_ += span;
    }

    struct Sleeper {
        std::optional<Instant> until;
        engine::Event* wake;
    };
    Instant now_;
    Duration elapsed_{};
    std::list<Sleeper> sleepers_;
};

}  // namespace feedherald::tests
