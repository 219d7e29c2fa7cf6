// SPDX-License-Identifier: MIT
#include "cli/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char small_feed[] = R"(<?xml version="1.0"?><rss version="2.0"><channel><title>Small</title>
<link>https://small.example/</link><description>d</description>
<item><guid isPermaLink="false">1</guid><title>One &amp; only</title><link>https://small.example/1</link></item>
</channel></rss>)";

TEST(CommandLine, version_goes_to_stdout) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"--version"});
    EXPECT_EQ(said.status, 0);
    EXPECT_THAT(said.out, StartsWith("feedherald "));
    EXPECT_THAT(said.err, IsEmpty());
}

TEST(CommandLine, help_lists_every_command) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"--help"});
    EXPECT_EQ(said.status, 0);
    for (auto const* command : {"run", "check", "parse", "test"}) EXPECT_THAT(said.out, HasSubstr(command));
}

TEST(CommandLine, wrong_usage_is_2_and_says_so_on_stderr) {
    TemporaryHome const home;
    for (auto const& arguments : std::vector<std::vector<std::string>>{{},
                                                                       {"frobnicate"},
                                                                       {"parse"},
                                                                       {"run", "--twice"},
                                                                       {"check", "surplus"},
                                                                       {"parse", "a", "b"},
                                                                       {"run", "--config"}}) {
        auto const said = feedherald(home, arguments);
        EXPECT_EQ(said.status, 2) << (arguments.empty() ? "no command" : arguments.front());
        EXPECT_THAT(said.out, IsEmpty());
        EXPECT_THAT(said.err, Not(IsEmpty()));
    }
}

TEST(CommandLine, names_the_command_that_was_meant) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"hisotry"});

    EXPECT_EQ(said.status, 2);
    EXPECT_THAT(said.err, HasSubstr("no command 'hisotry', did you mean history?"));
}

TEST(CommandLine, names_the_word_that_a_command_does_not_take) {
    TemporaryHome const home;

    EXPECT_EQ(feedherald(home, {"list", "--jsom"}).err,
              "feedherald: list: it takes no '--jsom', did you mean --json?\n"
              "'feedherald list --help' tells what it takes\n");
    EXPECT_THAT(feedherald(home, {"check", "surplus"}).err, StartsWith("feedherald: check: it takes no 'surplus'\n"));
    EXPECT_THAT(feedherald(home, {"parse"}).err, StartsWith("feedherald: parse: FILE is required\n"));
    EXPECT_THAT(feedherald(home, {"check", "--config"}).err, StartsWith("feedherald: check: --config"));
}

TEST(CommandLine, common_options_stand_before_the_command_or_anywhere_after_it) {
    TemporaryHome const home;
    auto const file = home.write(
        "config.toml",
        "[sinks.term]\ntype = \"console\"\n[[feed]]\nurl = \"https://small.example/rss\"\nto = [\"term\"]\n");
    for (auto const& arguments : std::vector<std::vector<std::string>>{{"test", "term", "--config", file},
                                                                       {"test", "--config", file, "term"},
                                                                       {"test", "--verbose", "--config", file, "term"},
                                                                       {"--config", file, "test", "term"},
                                                                       {"--verbose", "--config", file, "test"}}) {
        auto const said = feedherald(home, arguments);
        EXPECT_EQ(said.status, 0) << said.err;
        EXPECT_THAT(said.out, HasSubstr("term: delivered"));
    }
    auto const feed = home.write("feed.xml", small_feed);
    EXPECT_EQ(feedherald(home, {"parse", "--base", "https://small.example/", feed}).status, 0);
    EXPECT_THAT(feedherald(home, {"check", "--version"}).out, StartsWith("feedherald "));
}

TEST(Parse, prints_json_feed_of_a_file_and_of_standard_input) {
    TemporaryHome const home;
    auto const file = home.write("feed.xml", small_feed);
    auto const from_file = feedherald(home, {"parse", file});
    EXPECT_EQ(from_file.status, 0) << from_file.err;
    EXPECT_THAT(from_file.out, AllOf(HasSubstr("https://jsonfeed.org/version/1.1"), HasSubstr("One & only"),
                                     HasSubstr("https://small.example/1")));

    auto const from_stdin = feedherald(home, {"parse", "-"}, small_feed);
    EXPECT_EQ(from_stdin.out, from_file.out);
}

TEST(Parse, what_is_no_feed_prints_nothing_on_stdout_and_one_line_on_stderr) {
    TemporaryHome const home;
    for (std::string const input :
         {"", "<!DOCTYPE html><html><body>hello</body></html>", "\x1f\x8b\x08binary", "{}", "hello"}) {
        auto const said = feedherald(home, {"parse", "-"}, input);
        EXPECT_EQ(said.status, 1) << input;
        EXPECT_THAT(said.out, IsEmpty());
        EXPECT_EQ(std::count(said.err.begin(), said.err.end(), '\n'), 1) << said.err;
    }
}

TEST(Parse, a_date_that_cannot_be_is_left_out_B41) {
    TemporaryHome const home;
    auto const dated = [&](std::string const& date) {
        auto text = std::string(small_feed);
        text.insert(text.find("</item>"), "<pubDate>" + date + "</pubDate>");
        return feedherald(home, {"parse", "-"}, text).out;
    };
    EXPECT_THAT(dated("Sun, 06 Nov 1994 08:49:37 GMT"), HasSubstr("1994-11-06T08:49:37Z"));
    EXPECT_THAT(dated("Mon, 06 Nov 2233 08:49:37 GMT"), Not(HasSubstr("date_published")));
    EXPECT_THAT(dated("Thu, 01 Jan 1970 00:00:00 GMT"), Not(HasSubstr("date_published")));
}

TEST(Parse, what_is_larger_than_any_feed_is_refused) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"parse", "/dev/zero"});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.err, HasSubstr("cannot read /dev/zero: it is larger than 64 MiB"));
}

TEST(Parse, a_file_that_is_not_there_is_named) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"parse", "/nonexistent/feed.xml"});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.err, HasSubstr("/nonexistent/feed.xml: No such file or directory"));
}

TEST(Check, says_what_a_configuration_means) {
    TemporaryHome const home;
    auto const file = home.write("c/config.toml",
                                 "[[feed]]\nurl = \"https://small.example/feed\"\nname = \"Small\"\n"
                                 "interval = \"2h\"\n");
    auto const said = feedherald(home, {"check", "--config", file});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_THAT(said.out, AllOf(HasSubstr("1 feed:"), HasSubstr("Small"), HasSubstr("every 2 hours")));
    EXPECT_THAT(said.err, IsEmpty());
}

TEST(Check, fails_where_nobody_can_read_what_it_says) {
    TemporaryHome const home;
    auto const file = home.write("config.toml", "[[feed]]\nurl = \"https://small.example/feed\"\n");
    EXPECT_EQ(feedherald(home, {"check", "--config", file}, "", "/dev/full").status, 1);
}

TEST(Commands, say_that_they_cannot_write_what_they_were_asked_for) {
    TemporaryHome const home;
    home.write(".config/feedherald/config.toml", "[[feed]]\nurl = \"https://small.example/feed\"\n");
    for (std::vector<std::string> const& words :
         {std::vector<std::string>{"--help"}, {"--version"}, {"list", "--help"}, {"list"}, {"history"}, {"check"}}) {
        SCOPED_TRACE(words.front());
        auto const said = feedherald(home, words, "", "/dev/full");
        EXPECT_EQ(said.status, 1);
        EXPECT_EQ(said.err, "feedherald: cannot write to standard output: No space left on device\n");
    }
}

TEST(Check, refuses_a_replay_of_no_duration_before_it_says_anything) {
    TemporaryHome const home;
    auto const file = home.write("config.toml", "[[feed]]\nurl = \"https://small.example/feed\"\n");
    auto const said = feedherald(home, {"check", "--config", file, "--replay", "x"});
    EXPECT_EQ(said.status, 2);
    EXPECT_THAT(said.out, IsEmpty());
    EXPECT_THAT(said.err, HasSubstr("duration"));
}

TEST(Render, says_nothing_to_the_terminal) {
    TemporaryHome const home;
    auto const file = home.write("config.toml",
                                 "[[feed]]\nurl = \"https://small.example/feed\"\n"
                                 "[sinks.hook]\ntype = \"webhook\"\nurl = \"https://hook.example/in\"\n"
                                 "format = \"custom\"\nbody = { text = \"a\\u009B31m\\u007F\\u202Eb\" }\n");

    auto const said = feedherald(home, {"render", "hook", "--config", file});

    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_THAT(said.out, StartsWith("POST /in HTTP/1.1\nHost: hook.example\n"));
    EXPECT_THAT(said.out, HasSubstr("\n\n{\"text\":\"a\\u009b31m\\x7f\\u202eb\"}\n"));
}

TEST(Preview, shows_no_credentials_of_the_address) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"preview", "http://joe:hunter2@127.0.0.1:1/feed"});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.out + said.err, testing::Not(HasSubstr("hunter2")));
}

TEST(Check, names_every_mistake_with_its_place_and_exits_78) {
    TemporaryHome const home;
    auto const file =
        home.write("c/config.toml", "[poll]\nintervall = \"1h\"\ntimeout = 5\n\n[[feed]]\nurl = \"gopher://x/\"\n");
    auto const said = feedherald(home, {"check", "--config", file});
    EXPECT_EQ(said.status, 78);
    EXPECT_THAT(said.out, IsEmpty());
    EXPECT_THAT(said.err, AllOf(HasSubstr(file + ":2:1: "), HasSubstr("intervall"), HasSubstr("interval"),
                                HasSubstr(file + ":3:"), HasSubstr(file + ":6:")));
}

TEST(Run, an_invalid_configuration_exits_78_before_anything_is_touched) {
    TemporaryHome const home;
    auto const file = home.write("c/config.toml", "[[feed]]\nurl = \n");
    auto const said = feedherald(home, {"run", "--once", "--config", file});
    EXPECT_EQ(said.status, 78);
    EXPECT_THAT(said.err, HasSubstr(file + ":2:"));
    EXPECT_FALSE(std::filesystem::exists(home.path() / ".local/state/feedherald"));
}

TEST(Run, without_a_configuration_says_where_it_looked) {
    TemporaryHome const home;
    auto const said = feedherald(home, {"run", "--once"});
    EXPECT_EQ(said.status, 78);
    EXPECT_THAT(said.err, HasSubstr(home.path().string() + "/.config/feedherald/config.toml"));
}

TEST(Run, once_over_a_file_feed_records_first_and_alerts_next) {
    TemporaryHome const home;
    auto const feed = home.write("feed.xml", small_feed);
    auto const file = home.write("c/config.toml", "[[feed]]\nurl = \"file://" + feed + "\"\n");

    auto const first = feedherald(home, {"run", "--once", "--config", file});
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_EQ(first.out,
              "Small: 1 new item\n"
              "1 feeds: 1 polled, 0 unchanged, 0 failed; 1 new items, 0 alerts delivered\n");

    auto const second = feedherald(home, {"run", "--once", "--config", file});
    EXPECT_EQ(second.out, "1 feeds: 1 polled, 1 unchanged, 0 failed; 0 new items, 0 alerts delivered\n");

    std::string text = small_feed;
    text.insert(text.find("<item>"), "<item><guid>https://small.example/2</guid><title>Two</title></item>");
    home.write("feed.xml", text);
    auto const third = feedherald(home, {"run", "--once", "--config", file});
    EXPECT_EQ(third.status, 0) << third.err;
    EXPECT_THAT(third.out, AllOf(HasSubstr("Two"), HasSubstr("https://small.example/2"),
                                 HasSubstr("1 polled, 0 unchanged, 0 failed; 1 new items, 1 alerts delivered\n")));
}

TEST(Run, after_a_damaged_state_the_first_poll_only_records) {
    TemporaryHome const home;
    auto const feed = home.write("feed.xml", small_feed);
    auto const file =
        home.write("config.toml", "[alerts]\nto = [\"console\"]\nbacklog = \"all\"\n[state]\ndirectory = \"" +
                                      home.path().string() + "/state\"\n[[feed]]\nurl = \"file://" + feed + "\"\n");
    EXPECT_THAT(feedherald(home, {"run", "--once", "--config", file}).out,
                HasSubstr("1 new items, 1 alerts delivered"));
    home.write("state/state.db", std::string(8192, 'x'));

    auto const said = feedherald(home, {"run", "--once", "--config", file});

    EXPECT_EQ(said.status, 0);
    EXPECT_THAT(said.out, HasSubstr("1 new items, 0 alerts delivered"));
    EXPECT_THAT(said.err, HasSubstr("damaged"));
}

TEST(Run, once_says_on_stderr_why_an_alert_did_not_go_out) {
    TemporaryHome const home;
    auto const feed = home.write("feed.xml", small_feed);
    auto const file =
        home.write("config.toml", "[alerts]\nto = [\"hook\"]\nbacklog = \"all\"\n[[feed]]\nurl = \"file://" + feed +
                                      "\"\n[sinks.hook]\ntype = \"webhook\"\nurl = \"http://127.0.0.1:9/\"\n");

    auto const said = feedherald(home, {"run", "--once", "--config", file});

    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.err, AllOf(HasSubstr("hook"), HasSubstr("One & only"), HasSubstr("refuses connections")));
}

TEST(Run, once_exits_1_when_no_feed_could_be_polled) {
    TemporaryHome const home;
    auto const file =
        home.write("c/config.toml", "[[feed]]\nurl = \"file:///nonexistent/feed.xml\"\nname = \"Lost\"\n");
    auto const said = feedherald(home, {"run", "--once", "--config", file});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.out,
                AllOf(HasSubstr("Lost: failed: cannot read /nonexistent/feed.xml"),
                      HasSubstr("1 feeds: 1 polled, 0 unchanged, 1 failed; 0 new items, 0 alerts delivered\n")));
}

}  // namespace
}  // namespace feedherald::tests
