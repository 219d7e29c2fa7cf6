// SPDX-License-Identifier: MIT
// A configuration in a directory of its own, loaded with a world made up by the test.
#pragma once

#include "config/load.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace feedherald::config {

class ConfigDirectory {
  public:
    explicit ConfigDirectory(std::string const& config_toml = "");
    ~ConfigDirectory();
    ConfigDirectory(ConfigDirectory const&) = delete;
    ConfigDirectory& operator=(ConfigDirectory const&) = delete;

    /** Readable by its owner alone. */
    void write(std::string const& name, std::string const& text) const;
    [[nodiscard]] std::filesystem::path path(std::string const& name) const { return root_ / name; }
    [[nodiscard]] boost::system::result<Loaded, std::vector<Diagnostic>> load() const;

    std::map<std::string, std::string> environment;
    bool session_bus = true;
    bool read_secrets = true;

  private:
    std::filesystem::path root_;
};

/** Fails the test and gives empty settings where there are errors. */
Loaded must_load(ConfigDirectory const& directory);
Loaded must_load(std::string const& config_toml);
/** "LINE:COLUMN: message" of every error of config.toml; "FILE:LINE:COLUMN: …" of other files. */
std::vector<std::string> errors_of(ConfigDirectory const& directory);
std::vector<std::string> errors_of(std::string const& config_toml);

}  // namespace feedherald::config
