// SPDX-License-Identifier: MIT
// The configuration as every command loads it, with its errors told to the user.
#pragma once

#include "cli/command.hpp"
#include "config/load.hpp"

#include <optional>

namespace feedherald::cli {

/** --config, else the usual place. Throws std::runtime_error where there is no home directory. */
std::filesystem::path config_file(Arguments const& arguments);

/** What loading needs to know, with the checks of all rooms wired in. */
config::Surroundings surroundings_of_process();
/** Commands that reach no feed and no sink leave the files and credentials of secrets unread. */
enum class ReadSecrets { no, yes };

/** Loads it with the checks of all rooms wired in. Printing is the caller's. */
boost::system::result<config::Loaded, std::vector<config::Diagnostic>> load_config(
    std::filesystem::path const& file, ReadSecrets secrets = ReadSecrets::yes);

/** Loads it for a command: errors and warnings go to stderr; empty means Exit::invalid_configuration. */
std::optional<config::Loaded> load_config_or_tell(Arguments const& arguments, ReadSecrets secrets = ReadSecrets::yes);

}  // namespace feedherald::cli
