// SPDX-License-Identifier: MIT
// Where the configuration and the state live (INTERFACE "Names and places").
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace feedherald::config {

using Environment = std::function<std::optional<std::string>(std::string const& name)>;

/** $XDG_CONFIG_HOME/feedherald/config.toml, or under ~/.config. Throws std::runtime_error when there is no home. */
std::filesystem::path default_config_file(Environment const& environment);

/** A path as the configuration writes it: "~/x" under the home, relative ones under `directory`. */
std::filesystem::path expand_path(std::string const& written, std::filesystem::path const& directory,
                                  Environment const& environment);

/** `configured` ([state] directory) if set (load() has made it absolute), else $STATE_DIRECTORY,
 *  else `from_daemon`, else the first that exists of $XDG_STATE_HOME/feedherald/state and
 *  $XDG_CONFIG_HOME/feedherald/state, else the former. Does not create it. */
std::filesystem::path state_directory(std::string const& configured, std::optional<std::string> const& from_daemon,
                                      Environment const& environment);

/** The process's own environment. */
Environment process_environment();

}  // namespace feedherald::config
