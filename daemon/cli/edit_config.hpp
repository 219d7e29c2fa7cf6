// SPDX-License-Identifier: MIT
// How commands change the configuration: tried as a whole before a byte is written, and one command at a time.
#pragma once

#include "cli/command.hpp"
#include "config/edit.hpp"
#include "config/load.hpp"
#include "config/replace_file.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace feedherald::cli {

class ConfigEditor {
  public:
    /** --config, else the usual place, which may be empty yet. */
    explicit ConfigEditor(Arguments const& arguments);

    /** As it is now, errors and warnings told on stderr; empty means Exit::invalid_configuration. */
    std::optional<config::Loaded> load();

    /** What it would be with these feeds too; nothing is written. Empty: why not has been told on stderr. */
    std::optional<config::Loaded> try_add(std::span<config::NewFeed const> feeds);
    /** Writes them, and says so on stderr where they do not go to config.toml. Gives the configuration that is in force
     *  from now on; empty: nothing was written, and why has been told. */
    std::optional<config::Loaded> add(std::span<config::NewFeed const> feeds);
    /** Writes the files without them. False: nothing was written, and why has been told. */
    bool remove(std::span<std::string const> urls);

  private:
    std::optional<config::Loaded> load_with(std::span<config::Edit const> edits);

    std::filesystem::path file_;
};

}  // namespace feedherald::cli
