// SPDX-License-Identifier: MIT
// The configuration as every command loads it, with its errors told to the user.
#pragma once

#include "cli/command.hpp"
#include "config/load.hpp"

#include <optional>

namespace feedherald::cli {

/** --config, else the usual place. Throws std::runtime_error where there is no home directory. */
std::filesystem::path config_file(Arguments const& arguments);

/** What loading needs to know of this process, and the checks of rooms that config/ knows nothing of. */
config::Surroundings surroundings_of_process();

/** Are files and credentials of secrets read? Commands that send nothing need none, and work where they are missing. */
enum class ReadSecrets { no, yes };

/** Loads it in the surroundings of this process. Printing is the caller's. */
boost::system::result<config::Loaded, std::vector<config::Diagnostic>> load_config(
    std::filesystem::path const& file, ReadSecrets secrets = ReadSecrets::yes);

/** Loads it for a command: errors and warnings go to stderr; empty means Exit::invalid_configuration. */
std::optional<config::Loaded> load_config_or_tell(Arguments const& arguments, ReadSecrets secrets = ReadSecrets::yes);

}  // namespace feedherald::cli
