// SPDX-License-Identifier: MIT
// The schema for editors knows exactly the keys that the code knows, table by table.
#include "config/keys.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

namespace json = boost::json;
using Names = std::set<std::string, std::less<>>;

json::value schema() {
    std::ifstream file(FEEDHERALD_CONFIG_EXAMPLES "/feedherald.schema.json");
    std::ostringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
}

Names names_in(json::value const& table) {
    Names names;
    for (auto const& property : table.at("properties").as_object()) names.emplace(property.key());
    return names;
}

void add_forms(Names& names, std::span<Key const> keys) {
    for (auto const& key : keys) {
        names.emplace(key.name);
        if (!key.secret) continue;
        names.insert(std::string(key.name) + "_file");
        names.insert(std::string(key.name) + "_credential");
    }
}

Names names_of(std::span<Key const> keys, std::span<Key const> more = {}) {
    Names names;
    add_forms(names, keys);
    add_forms(names, more);
    return names;
}

TEST(Schema, has_every_table) {
    auto const tables = top_keys();

    EXPECT_EQ(names_in(schema()), Names(tables.begin(), tables.end()));
}

TEST(Schema, has_the_keys_of_every_table) {
    auto const whole = schema();
    auto const& tables = whole.at("properties");

    EXPECT_EQ(names_in(tables.at("poll")), names_of(poll_keys()));
    EXPECT_EQ(names_in(tables.at("alerts")), names_of(alerts_keys()));
    EXPECT_EQ(names_in(tables.at("state")), names_of(state_keys()));
    EXPECT_EQ(names_in(tables.at("control")), names_of(control_keys()));
    EXPECT_EQ(names_in(whole.at("$defs").at("feed")), names_of(feed_keys()));
}

TEST(Schema, has_the_keys_of_every_type_of_sink) {
    auto const whole = schema();

    for (auto const& type : sink_types()) {
        SCOPED_TRACE(type.name);
        auto const* const sink = whole.at("$defs").as_object().if_contains(std::string("sink_").append(type.name));
        ASSERT_NE(sink, nullptr);
        EXPECT_EQ(names_in(*sink), names_of(common_sink_keys(), type.keys));
    }
    EXPECT_EQ(whole.at("properties").at("sinks").at("additionalProperties").at("oneOf").as_array().size(),
              sink_types().size());
}

}  // namespace
}  // namespace feedherald::config
