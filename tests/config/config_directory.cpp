// SPDX-License-Identifier: MIT
#include "config/config_directory.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <stdlib.h>

namespace feedherald::config {

namespace fs = std::filesystem;

ConfigDirectory::ConfigDirectory(std::string const& config_toml) {
    std::string pattern = (fs::temp_directory_path() / "feedherald-config-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    root_ = pattern;
    if (!config_toml.empty()) write("config.toml", config_toml);
}

ConfigDirectory::~ConfigDirectory() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
}

void ConfigDirectory::write(std::string const& name, std::string const& text) const {
    fs::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
    fs::permissions(path(name), fs::perms::owner_read | fs::perms::owner_write);
}

boost::system::result<Loaded, std::vector<Diagnostic>> ConfigDirectory::load() const {
    Surroundings surroundings;
    surroundings.environment = [this](std::string const& name) -> std::optional<std::string> {
        auto const found = environment.find(name);
        return found != environment.end() ? std::optional(found->second) : std::nullopt;
    };
    surroundings.pattern_error = [](std::string_view pattern) -> std::optional<std::string> {
        return pattern.find('(') != std::string_view::npos && pattern.find(')') == std::string_view::npos
                   ? std::optional<std::string>("missing )")
                   : std::nullopt;
    };
    surroundings.template_error = [](std::string_view text) -> std::optional<std::string> {
        for (std::string const field : {"nope", "hunter2"})
            if (text.find("{" + field + "}") != std::string_view::npos) return "there is no field " + field;
        return std::nullopt;
    };
    surroundings.session_bus = session_bus;
    surroundings.read_secrets = read_secrets;
    return config::load(path("config.toml"), surroundings);
}

Loaded must_load(ConfigDirectory const& directory) {
    auto loaded = directory.load();
    if (loaded) return std::move(*loaded);
    for (auto const& error : loaded.error()) ADD_FAILURE() << error.text();
    return {};
}

Loaded must_load(std::string const& config_toml) {
    return must_load(ConfigDirectory(config_toml));
}

std::vector<std::string> errors_of(ConfigDirectory const& directory) {
    std::vector<std::string> texts;
    auto const loaded = directory.load();
    if (loaded) return texts;
    auto const main_file = directory.path("config.toml").string() + ":";
    auto const root = directory.path("").string();
    for (auto const& error : loaded.error()) {
        auto text = error.text();
        if (text.starts_with(main_file)) text.erase(0, main_file.size());
        for (auto at = text.find(root); at != std::string::npos; at = text.find(root)) text.erase(at, root.size());
        texts.push_back(text);
    }
    return texts;
}

std::vector<std::string> errors_of(std::string const& config_toml) {
    return errors_of(ConfigDirectory(config_toml));
}

}  // namespace feedherald::config
