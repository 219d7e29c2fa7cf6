// SPDX-License-Identifier: MIT
// When polls that found nothing new are written down, all in one transaction, and when the memory of a round is given
// back.
#pragma once

#include "engine/rooms.hpp"

#include <cstddef>
#include <optional>

namespace feedherald::engine {

class Bookkeeping {
  public:
    explicit Bookkeeping(Rooms const& rooms) : rooms_(rooms) {}
    void poll_started() { ++polls_since_rest_; }
    /** All that is known of the feeds was read: as good as a burst of polls. */
    void all_were_read() { polls_since_rest_ = a_burst; }
    /** The process is about to end: it need not give memory back before. */
    void keep_memory() { gives_back_ = false; }
    /** Writes what the store has kept back, if the round is over or has taken long enough; else says when it will. */
    std::optional<Instant> look(bool round_is_over);

  private:
    std::optional<Instant> write(bool round_is_over);

    static constexpr std::size_t a_burst = 32;
    Rooms const& rooms_;
    std::optional<Instant> write_at_;  ///< at the latest
    bool failed_ = false;              ///< for one log line a spell
    std::size_t polls_since_rest_ = 0;
    bool gives_back_ = true;
};

}  // namespace feedherald::engine
