// SPDX-License-Identifier: MIT
// [poll], and how feeds override it.
#include "base/version.hpp"
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(PollTable, has_the_defaults_of_the_contract) {
    auto const settings = must_load("[[feed]]\nurl = \"https://x.example/feed\"\n").settings;
    auto const& feed = settings.feeds.at(0);

    EXPECT_EQ(settings.poll, PollSettings{});
    EXPECT_EQ(settings.poll.concurrency, 64);
    EXPECT_EQ(settings.poll.host_gap, 5s);
    EXPECT_EQ(feed.poll.interval, std::nullopt);
    EXPECT_EQ(feed.poll.min_interval, 1h);
    EXPECT_EQ(feed.poll.max_interval, 24h);
    EXPECT_EQ(feed.fetch->timeout, 60s);
    EXPECT_EQ(feed.fetch->max_body, mib(20));
    EXPECT_EQ(feed.fetch->max_redirects, 10);
    EXPECT_THAT(feed.fetch->user_agent, StartsWith(std::string("feedherald/") + version + " (+https://"));
    EXPECT_TRUE(feed.fetch->proxy.empty());
}

TEST(PollTable, is_overridden_feed_by_feed) {
    auto const settings = must_load(
                              "[poll]\n"
                              "interval = \"2h\"\nmin_interval = \"30m\"\nmax_interval = \"2d\"\nconcurrency = 8\n"
                              "host_gap = \"0s\"\ntimeout = \"10s\"\nmax_body = 4096\nmax_redirects = 3\n"
                              "user_agent = \"mine\"\nproxy = \"socks5h://u:p@127.0.0.1:9050\"\non_metered = \"stop\"\n"
                              "[[feed]]\nurl = \"https://a.example/\"\n"
                              "[[feed]]\nurl = \"https://b.example/\"\ninterval = \"auto\"\ntimeout = \"1m30s\"\n"
                              "max_body = \"1MiB\"\nuser_agent = \"\"\nproxy = \"\"\n")
                              .settings;
    auto const& inherits = settings.feeds.at(0);
    auto const& overrides = settings.feeds.at(1);

    EXPECT_EQ(settings.poll, (PollSettings{8, 0s, OnMetered::stop}));
    EXPECT_EQ(inherits.poll, (PollPolicy{2h, 30min, 48h}));
    EXPECT_EQ(inherits.fetch->timeout, 10s);
    EXPECT_EQ(inherits.fetch->max_body, Bytes{4096});
    EXPECT_EQ(inherits.fetch->max_redirects, 3);
    EXPECT_EQ(inherits.fetch->user_agent, "mine");
    EXPECT_EQ(inherits.fetch->proxy.reveal(), "socks5h://u:p@127.0.0.1:9050");
    EXPECT_EQ(overrides.poll, (PollPolicy{std::nullopt, 30min, 48h}));
    EXPECT_EQ(overrides.fetch->timeout, 90s);
    EXPECT_EQ(overrides.fetch->max_body, mib(1));
    EXPECT_THAT(overrides.fetch->user_agent, StartsWith("feedherald/"));
    EXPECT_TRUE(overrides.fetch->proxy.empty());
}

TEST(PollTable, refuses_wrong_values) {
    struct Case {
        std::string_view line;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"interval = \"fast\"", "poll.interval is not a duration: \"fast\""},
        {"interval = 3600", "poll.interval must be text, not an integer"},
        {"interval = \"30s\"", "poll.interval is too short"},
        {"interval = \"14m\"", "poll.interval is 14m: a public host is polled every 15m at most"},
        {"min_interval = \"14m\"", "poll.min_interval is 14m: a public host"},
        {"min_interval = \"2d\"", "poll.min_interval is wrong: min_interval (2d) is longer than max_interval (1d)"},
        {"max_interval = \"30m\"", "poll.max_interval is wrong: min_interval (1h) is longer than max_interval (30m)"},
        {"max_interval = \"\"", "poll.max_interval is empty"},
        {"concurrency = 0", "poll.concurrency must be from 1 to"},
        {"concurrency = \"64\"", "poll.concurrency must be an integer, not text"},
        {"concurrency = 6.4", "poll.concurrency must be an integer, not a number"},
        {"host_gap = \"-5s\"", "poll.host_gap is not a duration"},
        {"timeout = \"0s\"", "poll.timeout must be at least 1ms"},
        {"timeout = 1979-05-27", "poll.timeout must be a duration in quotes, like \"15m\" or \"1h30m\", not a date"},
        {"max_body = \"20 MiB\"", "poll.max_body is not a size"},
        {"max_body = 0", "poll.max_body is not a size"},
        {"max_body = -1", "poll.max_body is not a size"},
        {"max_body = true", "poll.max_body must be a size like \"20MiB\", not true or false"},
        {"max_redirects = -1", "poll.max_redirects must be from 0 to"},
        {"user_agent = \"a\\r\\nX: y\"", "poll.user_agent has a control character inside"},
        {"proxy = \"https://user:hunter2@proxy:8080\"", "poll.proxy is not a proxy: write http://host:port or socks5h"},
        {"proxy = \"http://proxy:8080/path\"", "poll.proxy is not a proxy"},
        {"proxy = \"proxy:8080\"", "poll.proxy is not a proxy"},
        {"ca_file = \"missing.pem\"", "poll.ca_file cannot be read: missing.pem: No such file or directory"},
        {"on_metered = \"slwo\"",
         "poll.on_metered is \"slwo\", which is none of \"poll\", \"slow\", \"stop\", did you mean slow?"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.line);
        auto const errors = errors_of("[poll]\n" + std::string(c.line) + "\n");
        EXPECT_THAT(errors, ElementsAre(HasSubstr(std::string(c.expected))));
        if (!errors.empty()) {
            EXPECT_THAT(errors[0], StartsWith("2:"));
            EXPECT_THAT(errors[0], testing::Not(HasSubstr("hunter2")));
        }
    }
}

TEST(PollTable, goes_below_the_public_floor_for_private_hosts_alone) {
    auto const private_feeds = must_load(
        "[poll]\ninterval = \"1m\"\nmin_interval = \"1m\"\n"
        "[[feed]]\nurl = \"http://127.0.0.1:8080/a\"\n"
        "[[feed]]\nurl = \"file:///srv/b.xml\"\ninterval = \"auto\"\n"
        "[[feed]]\nurl = \"https://public.example/\"\ninterval = \"1h\"\n");

    EXPECT_EQ(private_feeds.settings.feeds.size(), 3U);
    EXPECT_THAT(errors_of("[poll]\ninterval = \"1m\"\n"
                          "[[feed]]\nurl = \"http://127.0.0.1:8080/a\"\n[[feed]]\nurl = \"https://public.example/\"\n"),
                ElementsAre(HasSubstr("2:12: poll.interval is 1m: a public host")));
}

TEST(PollTable, counts_the_feeds_of_every_file_for_its_floor) {
    ConfigDirectory const directory("[poll]\ninterval = \"1m\"\n[[feed]]\nurl = \"http://localhost/a\"\n");
    directory.write("feeds.d/more.toml", "[[feed]]\nurl = \"https://public.example/\"\n");

    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("2:12: poll.interval is 1m")));
}

}  // namespace
}  // namespace feedherald::config
