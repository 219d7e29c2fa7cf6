// SPDX-License-Identifier: MIT
// [alerts], and how feeds override it.
#include "config/alerts_table.hpp"
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(AlertsTable, has_the_defaults_of_the_contract) {
    auto const feed = must_load("[[feed]]\nurl = \"https://x.example/feed\"\n").settings.feeds.at(0);

    AlertPolicy expected;
    expected.to = {SinkName("desktop")};
    EXPECT_EQ(feed.alerts, expected);
    EXPECT_EQ(feed.alerts->failing_after, 72h);
    EXPECT_EQ(feed.alerts->backlog, 0U);
}

TEST(AlertsTable, is_overridden_feed_by_feed) {
    auto const settings =
        must_load(
            "[alerts]\nto = [\"desktop\", \"term\"]\nbacklog = \"all\"\nupdates = true\ninclude = ['a']\n"
            "exclude = ['b']\nmax_age = \"2d\"\nquiet_hours = \"22:00-07:00\"\nfailing_after = \"\"\n"
            "[sinks.term]\ntype = \"console\"\n"
            "[[feed]]\nurl = \"https://a.example/\"\n"
            "[[feed]]\nurl = \"https://b.example/\"\nto = []\nbacklog = 3\nupdates = false\ninclude = []\n"
            "exclude = ['c', 'd']\nmax_age = \"\"\nquiet_hours = \"\"\nfailing_after = \"1h\"\nsilence = true\nurgency "
            "= "
            "\"critical\"\n")
            .settings;

    EXPECT_EQ(settings.feeds.at(0).alerts, (AlertPolicy{{SinkName("desktop"), SinkName("term")},
                                                        std::nullopt,
                                                        true,
                                                        {"a"},
                                                        {"b"},
                                                        48h,
                                                        QuietHours{22 * 60, 7 * 60},
                                                        std::nullopt,
                                                        Urgency::normal}));
    EXPECT_EQ(settings.feeds.at(1).alerts,
              (AlertPolicy{{}, 3, false, {}, {"c", "d"}, std::nullopt, std::nullopt, 1h, Urgency::critical, true}));
}

TEST(AlertsTable, refuses_wrong_values) {
    struct Case {
        std::string_view line;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"to = \"desktop\"", "alerts.to must be an array of text"},
        {"to = [1]", "alerts.to must hold text alone, not an integer"},
        {"to = [\"desktop\", \"phon\"]",
         "2:18: alerts.to names a sink that does not exist: \"phon\", did you mean phone?"},
        {"backlog = -1", "alerts.backlog must be a number of items (0 for none) or \"all\""},
        {"backlog = \"some\"", "alerts.backlog must be"},
        {"silence = \"1w\"", "alerts.silence must be true or false"},
        {"updates = 1", "alerts.updates must be true or false, not an integer"},
        {"include = ['(']", "alerts.include holds a pattern that cannot be compiled: \"(\": missing )"},
        {"exclude = ['ok', '(x']", "2:18: alerts.exclude holds a pattern"},
        {"max_age = \"0s\"", "alerts.max_age must be at least 1s"},
        {"max_age = \"2 days\"", "alerts.max_age is not a duration"},
        {"quiet_hours = \"22-7\"", "alerts.quiet_hours is not a span of the day: \"22-7\""},
        {"failing_after = \"never\"", "alerts.failing_after is not a duration"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.line);
        EXPECT_THAT(errors_of("[alerts]\n" + std::string(c.line) + "\n[sinks.phone]\ntype = \"console\"\n"),
                    ElementsAre(HasSubstr(std::string(c.expected))));
    }
}

TEST(QuietHoursText, is_two_times_of_day) {
    EXPECT_EQ(parse_quiet_hours("22:00-07:00"), (QuietHours{1320, 420}));
    EXPECT_EQ(parse_quiet_hours("00:00-23:59"), (QuietHours{0, 1439}));
    for (auto const* const wrong : {"", "-", "22:00", "22:00-", "22:00-24:00", "7:00-9:00", "07:60-08:00",
                                    "22:00-22:00", "22:00-07:00 ", "22:00 - 07:00", "aa:bb-cc:dd", "22.00-07.00"})
        EXPECT_EQ(parse_quiet_hours(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace feedherald::config
