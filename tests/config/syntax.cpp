// SPDX-License-Identifier: MIT
// What is wrong with a file as a whole.
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(LoadConfig, says_where_it_looked_and_shows_an_example) {
    ConfigDirectory const directory;

    auto const loaded = directory.load();

    ASSERT_FALSE(loaded);
    ASSERT_EQ(loaded.error().size(), 1U);
    EXPECT_EQ(loaded.error()[0].text(), directory.path("config.toml").string() +
                                            ": there is no configuration here; a complete one is two lines:\n"
                                            "    [[feed]]\n    url = \"https://example.org/feed.xml\"");
}

TEST(LoadConfig, places_a_syntax_error) {
    EXPECT_THAT(errors_of("[poll]\ntimeout = = 3\n"), ElementsAre(StartsWith("2:11: ")));
    EXPECT_THAT(errors_of("[[feed]\n"), ElementsAre(StartsWith("1:")));
    EXPECT_THAT(errors_of("[poll]\ntimeout = \"1s\"\ntimeout = \"2s\"\n"), ElementsAre(StartsWith("3:")));
    EXPECT_THAT(errors_of("a = \"\xFF\"\n"), ElementsAre(StartsWith("1:")));
}

TEST(LoadConfig, refuses_what_is_no_file) {
    ConfigDirectory const directory;
    std::filesystem::create_directory(directory.path("config.toml"));

    EXPECT_THAT(errors_of(directory), ElementsAre(" cannot be read: is a directory"));
}

TEST(LoadConfig, reads_any_bytes_without_harm) {
    std::string const text =
        "[[feed]]\nurl = \"https://x.example/\"\nheaders = { a = \"b\" }\n[sinks.a]\ntype = \"console\"\n";
    for (std::size_t length = 0; length < text.size(); ++length) {
        errors_of(text.substr(0, length) + "\n");
        auto damaged = text;
        damaged[length] = '\x01';
        errors_of(damaged);
        damaged[length] = '[';
        errors_of(damaged);
    }
    EXPECT_EQ(must_load(text).settings.feeds.size(), 1U);
}

TEST(LoadConfig, reports_all_errors_in_the_order_of_the_file) {
    EXPECT_THAT(errors_of("[[feed]]\n"
                          "url = \"https://a b/\"\n"
                          "intervall = \"1h\"\n"
                          "[poll]\n"
                          "timeout = 60\n"
                          "[alerts]\n"
                          "to = [\"desktpo\"]\n"
                          "[[feed]]\n"
                          "name = \"no address\"\n"),
                ElementsAre("2:7: feed.url is not a feed address: \"https://a b/\" has a space inside",
                            "3:1: feed.intervall is not a known key, did you mean interval?",
                            HasSubstr("5:11: poll.timeout must be a duration in quotes"),
                            "7:7: alerts.to names a sink that does not exist: \"desktpo\", did you mean desktop?",
                            HasSubstr("8:1: feed.url is missing")));
}

TEST(LoadConfig, accepts_an_empty_file) {
    EXPECT_TRUE(must_load("# nothing yet\n").settings.feeds.empty());
}

}  // namespace
}  // namespace feedherald::config
