// SPDX-License-Identifier: MIT
// The annotated example is true: it names every key, and it loads.
#include "config/config_directory.hpp"
#include "config/keys.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

std::string example(std::string const& name) {
    std::ifstream file(std::string(FEEDHERALD_CONFIG_EXAMPLES) + "/" + name);
    EXPECT_TRUE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/** With the examples that stand behind a '#' without a blank. */
std::string uncommented(std::string const& text) {
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line); out += line + "\n")
        if (line.size() > 1 && line[0] == '#' && line[1] != ' ') line.erase(0, 1);
    return out;
}

TEST(Example, loads) {
    auto const loaded = must_load(example("feedherald.toml"));

    EXPECT_EQ(loaded.settings.feeds.size(), 2U);
    EXPECT_TRUE(loaded.warnings.empty());
    EXPECT_EQ(must_load(example("minimal.toml")).settings.feeds.size(), 1U);
}

TEST(Example, loads_with_everything_uncommented) {
    ConfigDirectory directory(uncommented(example("feedherald.toml")));
    directory.environment["HOME"] = directory.path("home").string();
    for (auto const* const name : {"gotify", "telegram", "matrix", "pushover-app", "pushover-user"})
        directory.write(std::string("home/keys/") + name, "k\n");
    directory.write("home/keys/slack", "https://hooks.slack.example/k\n");

    EXPECT_EQ(must_load(directory).settings.sinks.size(), 10U);
}

TEST(Example, shows_the_defaults) {
    auto const shown = must_load(example("feedherald.toml")).settings;
    auto const bare = must_load(example("minimal.toml")).settings;

    EXPECT_EQ(shown.poll, bare.poll);
    EXPECT_EQ(shown.state, bare.state);
    EXPECT_EQ(shown.dbus, bare.dbus);
    EXPECT_EQ(shown.feeds.at(0), bare.feeds.at(0));
    EXPECT_EQ(shown.sinks.at(0), bare.sinks.at(0));
}

TEST(Example, mentions_every_key_in_its_table) {
    std::istringstream in(uncommented(example("feedherald.toml")));
    std::vector<std::string> mentioned;
    std::string table;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("["))
            table = line.substr(line.find_first_not_of('['), line.find(']') - line.find_first_not_of('['));
        if (table.starts_with("sinks.")) table = "sinks.*";
        auto key = line.substr(0, line.find_first_of(" ="));
        for (auto const* const ending : {"_file", "_credential"})
            if (key.ends_with(ending) && key != "ca_file") key.erase(key.rfind('_'));
        mentioned.push_back(table + "." + key);
    }

    for (auto const& key : known_keys()) EXPECT_THAT(mentioned, testing::Contains(key));
}

}  // namespace
}  // namespace feedherald::config
