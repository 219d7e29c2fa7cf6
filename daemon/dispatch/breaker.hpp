// SPDX-License-Identifier: MIT
// Whether an endpoint may be asked just now: one that has failed is probed with single requests until it accepts again.
#pragma once

#include "base/instant.hpp"
#include "model/ids.hpp"

#include <chrono>
#include <optional>

namespace feedherald::dispatch {

class Breaker {
  public:
    /** Nothing may be sent before then; long ago where nothing stands against it. A wait that a clock set back has made
     *  implausibly long is over. */
    [[nodiscard]] Instant open_until(Instant now) const;
    /** One request, then look what came of it. */
    [[nodiscard]] bool is_probing() const { return in_a_row_ >= enough; }
    /** The last delivery that failed: a probe is better made with one of another feed. */
    [[nodiscard]] std::optional<FeedId> failed_feed() const { return failed_feed_; }

    /** An attempt has failed in a way that may pass. One delivery alone may be at fault itself; two in a row are not.
     */
    void failed(DeliveryId delivery, FeedId feed, Instant now, double jitter);
    /** The receiver asked for quiet, after a failure or not. */
    void asked_to_wait(Instant until);
    [[nodiscard]] bool is_asked_to_wait(Instant now) const;
    /** It has answered and means what it says. True when it had been given up as an endpoint: then what waits is due.
     */
    bool answered();
    /** The user's wish: as if nothing had failed; what the receiver asked for still counts. */
    void forget();

  private:
    static constexpr int enough = 2;
    std::optional<DeliveryId> failed_delivery_;
    std::optional<FeedId> failed_feed_;
    int in_a_row_ = 0;  ///< different deliveries that failed with no success between them
    int probes_ = 0;    ///< failures since is_probing()
    Instant open_until_{};
    Instant asked_until_{};
};

}  // namespace feedherald::dispatch
