// SPDX-License-Identifier: MIT
// Servers that asked to be left alone, remembered over restarts.
#pragma once

#include "schedule/due.hpp"
#include "store/store.hpp"

#include <map>
#include <optional>
#include <string>

namespace feedherald::engine {

class CoolDowns {
  public:
    /** The store outlives this and holds them as notes. */
    explicit CoolDowns(store::Store& store) : store_(store) {}

    /** Those that hold at `now`, and who has refused us last; the others are forgotten. */
    void load(Instant now);
    /** Ends all but what a Retry-After has named. Here alone: the store still knows them. */
    void keep_named(Instant now);
    /** The end of the one that holds at `now`, if any. */
    [[nodiscard]] std::optional<Instant> until(std::string const& server, Instant now) const;
    /** Whether it is a Retry-After, the only thing that holds `run --once` back. */
    [[nodiscard]] bool is_named(std::string const& server, Instant now) const;
    /** Takes note of an answer of that server; the end of the quiet that it asks for, if it does. What does not say how
     *  long gets twice the time with each refusal in a row, whichever of its feeds meets with them. */
    std::optional<Instant> heed(std::string const& server, schedule::HostAnswer const& says, Instant now);
    /** Until when a Retry-After keeps commands, too, from that server; for a store that a daemon may hold. */
    static std::optional<Instant> named_in(store::Store& store, std::string const& server, Instant now);
    /** The longest wish wins; returns its end. `named`: by a Retry-After. */
    Instant add(std::string const& server, Instant until, bool named);
    /** The clock shows `now` at last: forgets what only a wrong one can have made. */
    void drop_implausible(Instant now);
    /** The clock was set back by so much. */
    void move_back(Duration step);

  private:
    struct CoolDown {
        Instant until{};
        std::optional<Instant> named_until;
        int refusals = 0;  ///< in a row
    };
    static std::optional<CoolDown> read(std::string const& note, Instant now);
    void save(std::string const& server, CoolDown const& cool_down);

    store::Store& store_;
    std::map<std::string, CoolDown> servers_;
};

}  // namespace feedherald::engine
