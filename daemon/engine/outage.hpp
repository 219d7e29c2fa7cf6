// SPDX-License-Identifier: MIT
// Whether a failure is the publisher's or our own network's: no route, nobody reachable, a portal that wants a
// login.
#pragma once

#include "model/fetched.hpp"

#include <set>
#include <string>

namespace feedherald::engine {

class Outage {
  public:
    /** Takes note of what came of asking `url`; true where the failure says more of our network than of that publisher.
     */
    bool is_ours(std::string const& url, Fetched const& fetched, Instant now);
    /** `run --once`: whoever answers from now on proves for the whole of the round that the network is there. */
    void begin_round() { in_round_ = true; }
    [[nodiscard]] bool is_disproved() const { return in_round_ && last_answer_ != Instant{}; }
    /** The machine was asleep, or its network has changed: until somebody answers, who cannot be reached need not be
     * away. For two minutes at most. */
    void network_changed(Instant now) { unsettled_until_ = now + settling; }

  private:
    static constexpr Duration settling = std::chrono::minutes{2};

    [[nodiscard]] bool is_portal(std::string const& url, Fetched const& fetched, Instant now);

    bool in_round_ = false;
    std::set<std::string> silent_;  ///< hosts that could not be reached since anybody answered
    Instant unsettled_until_{};
    Instant last_answer_{};
    Instant portal_since_{};
};

}  // namespace feedherald::engine
