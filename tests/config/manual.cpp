// SPDX-License-Identifier: MIT
// feedherald.toml(5) is complete.
#include "config/keys.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

TEST(Manual, explains_every_key_in_the_section_of_its_table) {
    std::ifstream file(FEEDHERALD_MANUAL);
    ASSERT_TRUE(file);
    std::vector<std::string> explained;
    std::string table;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(".SH [[")) table = line.substr(6, line.find(']') - 6);
        if (line.starts_with(".SH [") && !line.starts_with(".SH [[")) table = line.substr(5, line.find(']') - 5);
        if (table == "sinks.NAME") table = "sinks.*";
        if (!line.starts_with("\\fB")) continue;
        auto key = line.substr(3, line.find("\\fR") - 3);
        if (line.find("(\\fIsecret\\fR)") != std::string::npos) key += " (secret)";
        explained.push_back(table + "." + key);
    }

    for (auto const& key : known_keys()) {
        auto const dot = key.rfind('.');
        bool secret = false;
        auto const is_it = [&](Key const& one) { return one.name == key.substr(dot + 1); };
        auto const in = key.substr(0, dot);
        auto const keys = in == "poll" ? poll_keys() : in == "feed" ? feed_keys() : std::span<Key const>{};
        for (auto const& one : keys) secret = secret || (is_it(one) && one.secret);
        EXPECT_THAT(explained, testing::Contains(testing::StartsWith(secret ? key + " (secret)" : key)));
    }
}

}  // namespace
}  // namespace feedherald::config
