// SPDX-License-Identifier: MIT
// feeds.d/ *.toml beside the configuration.
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string feed(std::string const& host) {
    return "[[feed]]\nurl = \"https://" + host + ".example/\"\n";
}

TEST(FeedsDirectory, is_read_in_name_order_after_the_main_file) {
    ConfigDirectory const directory(feed("main") + "[alerts]\nbacklog = 2\n");
    directory.write("feeds.d/20-b.toml", feed("b"));
    directory.write("feeds.d/10-a.toml", feed("a"));
    directory.write("feeds.d/.#10-a.toml", "not toml at all");
    directory.write("feeds.d/notes.txt", "not toml at all");

    auto const loaded = must_load(directory);

    std::vector<std::string> urls;
    for (auto const& subscription : loaded.settings.feeds) urls.push_back(subscription.url);
    EXPECT_THAT(urls, ElementsAre("https://main.example/", "https://a.example/", "https://b.example/"));
    EXPECT_EQ(loaded.settings.feeds.back().alerts->backlog, 2U);
    EXPECT_THAT(loaded.files, ElementsAre(directory.path("config.toml"), directory.path("feeds.d/10-a.toml"),
                                          directory.path("feeds.d/20-b.toml")));
}

TEST(FeedsDirectory, may_hold_feeds_alone) {
    ConfigDirectory const directory(feed("main"));
    directory.write("feeds.d/a.toml", "[poll]\ntimeout = \"1s\"\n" + feed("a") + "nmae = \"x\"\n");

    EXPECT_THAT(
        errors_of(directory),
        ElementsAre("feeds.d/a.toml:1:2: poll does not belong here: files in feeds.d may hold only [[feed]] tables",
                    "feeds.d/a.toml:5:1: feed.nmae is not a known key, did you mean name?"));
}

TEST(FeedsDirectory, shares_sinks_and_addresses_with_the_main_file) {
    ConfigDirectory const directory(feed("main") + "[sinks.phone]\ntype = \"console\"\n");
    directory.write("feeds.d/a.toml", feed("main") + "to = [\"phone\"]\n" + feed("c") + "to = [\"phnoe\"]\n");

    EXPECT_THAT(
        errors_of(directory),
        ElementsAre(
            "feeds.d/a.toml:2:7: feed.url is the address of another feed already: https://main.example/ in "
            "config.toml:2",
            HasSubstr("feeds.d/a.toml:6:7: feed.to names a sink that does not exist: \"phnoe\", did you mean phone?")));
}

TEST(FeedsDirectory, reports_its_syntax_errors_besides_those_of_the_main_file) {
    ConfigDirectory const directory("[poll\n");
    directory.write("feeds.d/a.toml", "[[feed]]\nurl = \n");
    directory.write("feeds.d/b.toml", feed("b") + "to = [\"phone\"]\n");

    EXPECT_THAT(errors_of(directory), ElementsAre(StartsWith("1:"), StartsWith("feeds.d/a.toml:2:")));
}

}  // namespace
}  // namespace feedherald::config
