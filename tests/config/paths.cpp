// SPDX-License-Identifier: MIT
#include "config/paths.hpp"

#include "config/config_directory.hpp"

#include <map>

#include <gtest/gtest.h>

namespace feedherald::config {
namespace {

Environment world(std::map<std::string, std::string> values) {
    return [values = std::move(values)](std::string const& name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found != values.end() ? std::optional(found->second) : std::nullopt;
    };
}

TEST(DefaultConfigFile, follows_xdg_and_falls_back_to_home) {
    EXPECT_EQ(default_config_file(world({{"HOME", "/h"}})), "/h/.config/feedherald/config.toml");
    EXPECT_EQ(default_config_file(world({{"HOME", "/h"}, {"XDG_CONFIG_HOME", "/x"}})), "/x/feedherald/config.toml");
    EXPECT_EQ(default_config_file(world({{"HOME", "/h"}, {"XDG_CONFIG_HOME", ""}})),
              "/h/.config/feedherald/config.toml");
    EXPECT_EQ(default_config_file(world({{"HOME", "/h"}, {"XDG_CONFIG_HOME", "rel"}})),
              "/h/.config/feedherald/config.toml");
    EXPECT_THROW(default_config_file(world({})), std::runtime_error);
}

TEST(StateDirectory, takes_the_first_that_is_said) {
    auto const bare = world({{"HOME", "/nowhere"}});
    auto const unit = world({{"HOME", "/nowhere"}, {"STATE_DIRECTORY", "/s/one:/s/two"}});

    EXPECT_EQ(state_directory("/c", "/d", unit), "/c");
    EXPECT_EQ(state_directory("~/c", "/d", unit), "/nowhere/c");
    EXPECT_EQ(state_directory("", "/d", unit), "/s/one");
    EXPECT_EQ(state_directory("", "/d", bare), "/d");
    EXPECT_EQ(state_directory("", std::nullopt, bare), "/nowhere/.local/state/feedherald/state");
    EXPECT_EQ(state_directory("/c", std::nullopt, world({})), "/c");
}

TEST(StateDirectory, prefers_the_one_that_exists) {
    ConfigDirectory const directory;
    auto const environment = world({{"HOME", directory.path("home").string()},
                                    {"XDG_STATE_HOME", directory.path("s").string()},
                                    {"XDG_CONFIG_HOME", directory.path("c").string()}});

    EXPECT_EQ(state_directory("", std::nullopt, environment), directory.path("s/feedherald/state"));
    std::filesystem::create_directories(directory.path("c/feedherald/state"));
    EXPECT_EQ(state_directory("", std::nullopt, environment), directory.path("c/feedherald/state"));
    std::filesystem::create_directories(directory.path("s/feedherald/state"));
    EXPECT_EQ(state_directory("", std::nullopt, environment), directory.path("s/feedherald/state"));
}

TEST(LoadConfig, makes_the_state_directory_absolute) {
    ConfigDirectory directory("[state]\ndirectory = \"st\"\nkeep = \"30d\"\n");

    auto const settings = must_load(directory).settings;

    EXPECT_EQ(settings.state.directory, directory.path("st").string());
    EXPECT_EQ(settings.state.keep, std::chrono::days{30});
    directory.environment["HOME"] = "/h";
    directory.write("config.toml", "[state]\ndirectory = \"~/st\"\n");
    EXPECT_EQ(must_load(directory).settings.state.directory, "/h/st");
}

}  // namespace
}  // namespace feedherald::config
