// SPDX-License-Identifier: MIT
// What became of a sink's deliveries: written to the store, told to the log and the desktop, learnt about the endpoint.
#pragma once

#include "config/settings.hpp"
#include "dispatch/breaker.hpp"
#include "engine/rooms.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace feedherald::engine {

class Outcomes {
  public:
    /** Both outlive it. */
    Outcomes(Rooms const& rooms, config::SinkSettings const& settings);

    /** True when the bundle was delivered. `is_endpoint`: failures say something about the other deliveries too. */
    bool settle(std::vector<Delivery> const& bundle, DeliveryOutcome const& outcome, bool is_endpoint);
    /** What a full disk kept from the store; throws while it still does. Nothing may be sent before it is there. */
    void write_down();
    /** What was settled waits for the disk no longer. */
    void flush();

    [[nodiscard]] bool is_disabled() const;
    /** The last attempt was not accepted. */
    [[nodiscard]] bool is_failing() const { return failing_; }
    [[nodiscard]] dispatch::Breaker& breaker() { return breaker_; }
    [[nodiscard]] dispatch::Breaker const& breaker() const { return breaker_; }

  private:
    void accept(std::vector<Delivery> const& bundle);
    void give_up(std::vector<Delivery> const& bundle, Rejected const& rejected);
    void keep_waiting(std::vector<Delivery> bundle, RetryLater const& later, bool is_endpoint);
    void tell_given_up(std::vector<Delivery> const& bundle, std::string const& reason);
    void answered();
    void wait_as_asked(std::chrono::milliseconds span);
    void write(std::vector<Delivery> const& bundle, store::Settlement settlement);

    Rooms const& rooms_;
    config::SinkSettings const& settings_;
    std::string fingerprint_;
    dispatch::Breaker breaker_;
    struct Unwritten {
        std::vector<DeliveryId> deliveries;
        store::Settlement settlement;
    };
    std::vector<Unwritten> unwritten_;
    bool failing_ = false;  ///< for one log line a spell
    bool told_ = false;     ///< that alerts are given up: once a spell, also over restarts
    bool unflushed_ = false;
    std::chrono::steady_clock::time_point synced_{};  ///< when an outcome last waited for the disk
};

}  // namespace feedherald::engine
