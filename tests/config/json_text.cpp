// SPDX-License-Identifier: MIT
#include "config/json_text.hpp"

#include <gtest/gtest.h>

namespace feedherald::config {
namespace {

std::string json_of(std::string const& toml) {
    auto const tree = parse_toml(toml, "test");
    EXPECT_TRUE(tree);
    return to_json(
        *tree, [](Position, std::string_view) { ADD_FAILURE(); }, [](Position, std::string const&) {});
}

TEST(JsonText, is_exact) {
    EXPECT_EQ(json_of("z = 9223372036854775807\na = -1\n"), R"({"z":9223372036854775807,"a":-1})");
    EXPECT_EQ(json_of("a = 0.1\nb = 1e300\nc = 2.0\n"), R"({"a":0.1,"b":1e+300,"c":2})");
    EXPECT_EQ(json_of("a = [true, [], {}, [1, 2]]\n"), R"({"a":[true,[],{},[1,2]]})");
    EXPECT_EQ(json_of("a = 2026-11-22T08:00:00Z\nb = 2026-11-22\n"),
              R"({"a":"2026-11-22T08:00:00Z","b":"2026-11-22"})");
    EXPECT_EQ(json_of(""), "{}");
}

TEST(JsonText, escapes_what_json_must) {
    EXPECT_EQ(json_of("\"a\\\"b\" = \"c\\\\d\\n\\u0001\\u007F é\"\n"), "{\"a\\\"b\":\"c\\\\d\\u000a\\u0001\x7F é\"}");
}

}  // namespace
}  // namespace feedherald::config
