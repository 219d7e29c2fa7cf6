// SPDX-License-Identifier: MIT
// How the daemon is, as `status` shows it: read from the state, so it needs no daemon to ask.
#pragma once

#include "config/settings.hpp"
#include "control/facts.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::control {

struct SinkStatus {
    enum class State { ok, waiting, failing, disabled };
    std::string name;
    std::string type;
    State state = State::ok;
    std::size_t pending = 0;
    std::string last_error;  ///< of the last attempt; of a sink that waits: for what
};

struct Status {
    bool running = false;
    std::string version;
    std::size_t feeds = 0;
    std::size_t failing = 0;
    std::size_t pending_alerts = 0;
    std::optional<Instant> paused_until;
    std::optional<Instant> next_poll;
    std::vector<SinkStatus> sinks;
    std::string trouble;  ///< why the configuration on disk is not the one in force; a key only where there is any
};

std::string_view to_text(SinkStatus::State state);

/** `store` is null where there is no state yet. */
Status status_of(config::Settings const& settings, store::Store* store, bool running, Instant now);
Facts facts_of(Status const& status);

/** What keeps the configuration on disk from being in force; kept in the state for `status`. Empty: nothing. */
void note_trouble(store::Store& store, std::string const& trouble);

}  // namespace feedherald::control
