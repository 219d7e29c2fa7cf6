// SPDX-License-Identifier: MIT
// What commands that only read begin with: the configuration, the running daemon if there is one, and the state.
#pragma once

#include "cli/command.hpp"
#include "cli/daemon_link.hpp"
#include "cli/load_config.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <memory>
#include <optional>

namespace feedherald::cli {

struct StateView {
    config::Settings settings;
    std::unique_ptr<DaemonLink> daemon;   ///< null: none on the bus
    std::filesystem::path directory;      ///< of the state, by the order of the contract
    std::unique_ptr<store::Store> store;  ///< null: there is no state yet
    std::optional<long> holder;  ///< the process that has the state open for writing: a daemon, on the bus or not
    [[nodiscard]] bool running() const { return daemon || holder; }
};

/** Empty: the configuration is not valid (it has been told on stderr). Throws where the state cannot be read. */
std::optional<StateView> view_state(Arguments const& arguments, ReadSecrets secrets = ReadSecrets::no);

/** As far as the state and the daemon tell it: the feeds that were last subscribed to, and the sinks that something
 *  waits for. */
StateView view_without_configuration();

/** Where the state is, by the order of the contract; `daemon` may be null. */
std::filesystem::path state_directory_of(config::Settings const& settings, DaemonLink* daemon);

/** The daemon, or null when it has been told on stderr how to start it. */
std::unique_ptr<DaemonLink> daemon_or_tell(Arguments const& arguments);

/** The feeds that are meant; empty when it has been told on stderr that there are none. */
std::vector<Subscription const*> feeds_or_tell(StateView const& view, std::string const& wanted);

}  // namespace feedherald::cli
