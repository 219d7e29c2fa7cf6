// SPDX-License-Identifier: MIT
// The checks of `doctor`. Each looks at one thing, changes nothing, asks no publisher anything.
#pragma once

#include "cli/bus_line.hpp"
#include "config/load.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <string>

namespace feedherald::cli {

struct Check {
    enum class Result { ok, warn, fail };
    std::string name;
    Result result = Result::ok;
    std::string found;
    std::string remedy;  ///< what to do; empty where all is well
};

/** `line` is null where there is no bus; `trouble` says why. */
Check check_session_bus(BusLine const* line, std::string const& trouble);
Check check_notification_server(BusLine* line, config::Settings const& settings);
Check check_daemon(BusLine* line, std::filesystem::path const& state);

Check check_network(config::Settings const& settings);
Check check_tls(config::Settings const& settings);
/** Compares with what servers said the time is; `store` may be null. */
Check check_clock(store::Store* store, Instant now);

Check check_state(std::filesystem::path const& directory);
/** Of the configuration and the state: secrets that others can read. `loaded` is null where `config` is not valid. */
Check check_permissions(config::Loaded const* loaded, std::filesystem::path const& config,
                        std::filesystem::path const& state);

}  // namespace feedherald::cli
