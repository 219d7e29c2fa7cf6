// SPDX-License-Identifier: MIT
// Keys that do not exist, and tables of the wrong shape.
#include "config/config_directory.hpp"
#include "config/keys.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using testing::ElementsAre;

TEST(UnknownKeys, name_the_key_that_was_meant) {
    struct Case {
        std::string_view input;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"[poll]\nintervall = \"1h\"", "2:1: poll.intervall is not a known key, did you mean interval?"},
        {"[poll]\ntiemout = \"1h\"", "2:1: poll.tiemout is not a known key, did you mean timeout?"},
        {"[poll]\nMax_Body = 1", "2:1: poll.Max_Body is not a known key, did you mean max_body?"},
        {"[poll]\nxyzzy = 1", "2:1: poll.xyzzy is not a known key"},
        {"[alerts]\nbacklogs = 1", "2:1: alerts.backlogs is not a known key, did you mean backlog?"},
        {"[alerts]\nurgency = \"low\"", "2:1: alerts.urgency is not a known key: it is a key of [[feed]]"},
        {"[state]\ndirectroy = \"x\"", "2:1: state.directroy is not a known key, did you mean directory?"},
        {"[control]\ndbsu = true", "2:1: control.dbsu is not a known key, did you mean dbus?"},
        {"[[feed]]\nurl = \"https://x.example/\"\nconcurrency = 3",
         "3:1: feed.concurrency is not a known key: it is a key of [poll]"},
        {"[[feed]]\nurl = \"https://x.example/\"\npasword_file = \"x\"",
         "3:1: feed.pasword_file is not a known key, did you mean password_file?"},
        {"[pol]\n", "1:2: pol is not a known key, did you mean poll?"},
        {"[[feeds]]\nurl = \"https://x.example/\"", "1:3: feeds is not a known key, did you mean feed?"},
        {"url = \"https://x.example/\"",
         "1:1: url is not a known key: it is a key of [[feed]], which must stand above it"},
        {"poll = 3", "1:8: poll must be a table: write [poll]"},
        {"sinks = 3", "1:9: sinks must be tables: write [sinks.NAME]"},
        {"[feed]\nurl = \"https://x.example/\"", "1:1: feed must be written with two brackets: [[feed]]"},
        {"feed = [1]", "1:9: feed must hold tables: write [[feed]]"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        EXPECT_THAT(errors_of(std::string(c.input)), ElementsAre(c.expected));
    }
}

TEST(KnownKeys, are_the_whole_contract) {
    auto const keys = known_keys();

    for (auto const* const key :
         {"poll.interval", "poll.on_metered", "alerts.to", "alerts.failing_after", "state.directory", "control.dbus",
          "feed.url", "feed.client_key", "feed.urgency", "feed.interval", "sinks.*.type", "sinks.*.rate",
          "sinks.*.max_popups", "sinks.*.secret", "sinks.*.body", "sinks.*.chat", "sinks.*.room", "sinks.*.user"})
        EXPECT_THAT(keys, testing::Contains(key));
    EXPECT_THAT(std::vector(keys.begin(), keys.end()), testing::Not(testing::Contains("feed.concurrency")));
}

}  // namespace
}  // namespace feedherald::config
