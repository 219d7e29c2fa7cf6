// SPDX-License-Identifier: MIT
#include "config/paths.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace feedherald::config {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> non_empty(Environment const& environment, char const* name) {
    auto value = environment(name);
    return value && !value->empty() ? value : std::nullopt;
}

fs::path home(Environment const& environment) {
    if (auto const value = non_empty(environment, "HOME")) return *value;
    throw std::runtime_error("there is no $HOME to look for the configuration and the state in");
}

/** An XDG variable counts only when it is absolute (XDG Base Directory Specification). */
fs::path base_directory(Environment const& environment, char const* name, char const* below_home) {
    if (auto const value = non_empty(environment, name); value && fs::path(*value).is_absolute()) return *value;
    return home(environment) / below_home;
}

}  // namespace

fs::path default_config_file(Environment const& environment) {
    return base_directory(environment, "XDG_CONFIG_HOME", ".config") / "feedherald" / "config.toml";
}

fs::path expand_path(std::string const& written, fs::path const& directory, Environment const& environment) {
    if (written == "~") return home(environment);
    if (written.starts_with("~/")) return home(environment) / written.substr(2);
    return directory / written;  // an absolute one replaces it
}

fs::path state_directory(std::string const& configured, std::optional<std::string> const& from_daemon,
                         Environment const& environment) {
    if (fs::path(configured).is_absolute()) return configured;
    if (!configured.empty())
        return expand_path(configured, default_config_file(environment).parent_path(), environment);
    // systemd separates several directories with colons; ours is the first.
    if (auto const given = non_empty(environment, "STATE_DIRECTORY")) return given->substr(0, given->find(':'));
    if (from_daemon && !from_daemon->empty()) return *from_daemon;

    auto const usual = base_directory(environment, "XDG_STATE_HOME", ".local/state") / "feedherald" / "state";
    // systemd before 254 puts the StateDirectory= of user units there.
    auto const older = base_directory(environment, "XDG_CONFIG_HOME", ".config") / "feedherald" / "state";
    std::error_code ignored;
    return !fs::exists(usual, ignored) && fs::exists(older, ignored) ? older : usual;
}

Environment process_environment() {
    return [](std::string const& name) -> std::optional<std::string> {
        char const* const value = std::getenv(name.c_str());
        return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
    };
}

}  // namespace feedherald::config
