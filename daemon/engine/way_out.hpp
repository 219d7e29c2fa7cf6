// SPDX-License-Identifier: MIT
// Whether public hosts may be asked now: what the system says of the network, and what our own requests have met with.
#pragma once

#include "base/instant.hpp"
#include "config/settings.hpp"

#include <optional>

namespace feedherald::engine {

/** As NetworkManager tells it; where there is none, the network counts as there and free. */
struct Network {
    enum class State { there, away, portal };
    State state = State::there;
    bool metered = false;
    friend bool operator==(Network const&, Network const&) = default;
};

class WayOut {
  public:
    void obey(config::OnMetered on_metered) { on_metered_ = on_metered; }
    /** True when that changes anything. */
    bool set(Network network);
    void set_asleep(bool asleep) { asleep_ = asleep; }

    [[nodiscard]] bool is_open() const { return !is_barred() && !lost_ && network_.state == Network::State::there; }
    /** On a metered connection the waits of public feeds are so many times as long. */
    [[nodiscard]] int slowness() const;

    /** A request came back without having left the machine: True when that is news. */
    bool lost(Instant now);
    /** Somebody has answered. True when that is news. */
    bool found();
    /** Time to see whether it is open again: one request at a time, soon at first, then every five minutes. Behind a
     * portal and while asleep, never: empty. */
    [[nodiscard]] std::optional<Instant> next_trial() const;
    /** The next trial is due: the machine has woken, or the network has changed. */
    void try_soon(Instant now);

  private:
    [[nodiscard]] bool is_barred() const;

    config::OnMetered on_metered_ = config::OnMetered::slow;
    Network network_;
    bool asleep_ = false;
    bool lost_ = false;
    Instant trial_{};
    Duration patience_{};
};

}  // namespace feedherald::engine
