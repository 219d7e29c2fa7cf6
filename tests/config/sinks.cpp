// SPDX-License-Identifier: MIT
// [sinks.*]: names, types, defaults, presets.
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names(Settings const& settings) {
    std::vector<std::string> all;
    for (auto const& sink : settings.sinks) all.push_back(sink.name.value() + ":" + sink.type);
    return all;
}

std::string const one_feed = "[[feed]]\nurl = \"https://x.example/\"\n";

TEST(Sinks, always_hold_the_desktop) {
    EXPECT_THAT(names(must_load(one_feed).settings), ElementsAre("desktop:desktop"));
    EXPECT_THAT(names(must_load("[sinks.term]\ntype = \"console\"\n[sinks.desktop]\nmax_popups = 2\n").settings),
                ElementsAre("term:console", "desktop:desktop"));
}

TEST(Sinks, are_the_console_where_there_is_no_session_bus) {
    ConfigDirectory directory(one_feed);
    directory.session_bus = false;
    auto const implicit = must_load(directory).settings;
    EXPECT_THAT(implicit.feeds.at(0).alerts->to, ElementsAre(SinkName("console")));
    EXPECT_THAT(names(implicit), ElementsAre("desktop:desktop", "console:console"));

    directory.write("config.toml", one_feed + "[sinks.term]\ntype = \"console\"\n");
    EXPECT_THAT(must_load(directory).settings.feeds.at(0).alerts->to, ElementsAre(SinkName("term")));

    directory.write("config.toml", one_feed + "[alerts]\nto = [\"desktop\"]\n");
    EXPECT_THAT(must_load(directory).settings.feeds.at(0).alerts->to, ElementsAre(SinkName("desktop")));
}

TEST(Sinks, let_the_console_be_named_without_being_there) {
    auto const settings = must_load("[alerts]\nto = [\"console\"]\n" + one_feed).settings;

    EXPECT_THAT(names(settings), ElementsAre("desktop:desktop", "console:console"));
}

TEST(Sinks, inherit_from_poll) {
    ConfigDirectory const directory("[poll]\nca_file = \"ca.pem\"\nuser_agent = \"ua\"\nproxy = \"http://p:1\"\n" +
                                    one_feed);
    directory.write("ca.pem", "x");

    auto const sink = must_load(directory).settings.sinks.at(0);

    EXPECT_EQ(sink.ca_file, directory.path("ca.pem").string());
    EXPECT_EQ(sink.user_agent, "ua");
    EXPECT_EQ(sink.proxy.reveal(), "http://p:1");
}

TEST(Sinks, read_the_desktop) {
    auto const sinks = must_load(
                           "[sinks.desktop]\nmax_popups = 2\ntimeout = \"never\"\nactions = false\nhold = \"locked\"\n"
                           "sound = \"message\"\nretry_for = \"1h\"\nrate = \"30/m\"\n"
                           "[sinks.other]\ntype = \"desktop\"\ntimeout = \"8s\"\nrate = \"5/10s\"\n")
                           .settings.sinks;

    EXPECT_EQ(std::get<DesktopSettings>(sinks.at(0).settings),
              (DesktopSettings{2, 0s, false, DesktopSettings::Hold::locked, "message"}));
    EXPECT_EQ(sinks.at(0).retry_for, 1h);
    EXPECT_EQ(sinks.at(0).rate, (Rate{30, 1min}));
    EXPECT_EQ(std::get<DesktopSettings>(sinks.at(1).settings).timeout, 8s);
    EXPECT_EQ(sinks.at(1).rate, (Rate{5, 10s}));
    EXPECT_EQ(std::get<DesktopSettings>(must_load(one_feed).settings.sinks.at(0).settings), DesktopSettings{});
}

TEST(Sinks, read_the_presets) {
    auto const sinks = must_load(
                           "[sinks.a]\ntype = \"ntfy\"\nurl = \"https://ntfy.sh/x\"\n"
                           "[sinks.b]\ntype = \"telegram\"\ntoken = \"t\"\nchat = -100123\n"
                           "[sinks.c]\ntype = \"matrix\"\nurl = \"https://m.example\"\ntoken = \"t\"\nroom = \"!r:m\"\n"
                           "[sinks.d]\ntype = \"pushover\"\ntoken = \"t\"\nuser = \"u\"\n"
                           "[sinks.e]\ntype = \"slack\"\nurl = \"https://hooks.example/k\"\n")
                           .settings.sinks;
    auto const preset = [&sinks](std::size_t i) { return std::get<PresetSettings>(sinks.at(i).settings); };

    EXPECT_EQ(preset(1).url.reveal(), "https://ntfy.sh/x");
    EXPECT_EQ(preset(2).url.reveal(), "https://api.telegram.org");
    EXPECT_EQ(preset(2).chat, "-100123");
    EXPECT_EQ(preset(3).room, "!r:m");
    EXPECT_EQ(preset(4).url.reveal(), "https://api.pushover.net");
    EXPECT_EQ(preset(4).user.reveal(), "u");
    EXPECT_EQ(preset(5).url.reveal(), "https://hooks.example/k");
}

TEST(Sinks, refuse_wrong_values) {
    struct Case {
        std::string_view text;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"[sinks]\nphone = 3", "2:9: sinks.phone must be a table: write [sinks.phone]"},
        {"[sinks.x]\nurl = \"https://x.example\"",
         "1:1: sinks.x.type is missing: one of desktop, console, webhook, ntfy"},
        {"[sinks.x]\ntype = \"ntyf\"", "2:8: sinks.x.type is \"ntyf\", which is none of desktop, console"},
        {"[sinks.x]\ntype = \"ntyf\"", "did you mean ntfy?"},
        {"[sinks.desktop]\ntype = \"console\"", "sinks.desktop.type must be \"desktop\" for the sink of that name"},
        {"[sinks.console]\ntype = \"desktop\"", "sinks.console.type must be \"console\" for the sink of that name"},
        {"[sinks.x]\ntype = \"console\"\nmax_popups = 3",
         "3:1: sinks.x.max_popups is no key of a sink of type console (it is one of desktop)"},
        {"[sinks.x]\ntype = \"slack\"\nurl = \"https://x.example\"\ntoken_file = \"t\"",
         "sinks.x.token_file is no key of a sink of type slack (it is one of ntfy, gotify, telegram"},
        {"[sinks.x]\ntype = \"desktop\"\nmax_popus = 3",
         "sinks.x.max_popus is not a known key, did you mean max_popups?"},
        {"[sinks.x]\ntype = \"desktop\"\nmax_popups = 0", "sinks.x.max_popups must be from 1"},
        {"[sinks.x]\ntype = \"desktop\"\nhold = \"dndd\"", "did you mean dnd?"},
        {"[sinks.x]\ntype = \"desktop\"\ntimeout = \"nevre\"", "sinks.x.timeout is not a duration"},
        {"[sinks.x]\ntype = \"console\"\nrate = \"fast\"", "sinks.x.rate is not a rate: \"fast\""},
        {"[sinks.x]\ntype = \"console\"\nrate = \"0/m\"", "sinks.x.rate is not a rate"},
        {"[sinks.x]\ntype = \"console\"\nretry_for = \"\"", "sinks.x.retry_for is empty"},
        {"[sinks.x]\ntype = \"slack\"", "sinks.x.url is missing: a sink of type slack needs it"},
        {"[sinks.x]\ntype = \"gotify\"\nurl = \"https://g.example\"", "sinks.x.token is missing"},
        {"[sinks.x]\ntype = \"telegram\"\ntoken = \"t\"", "sinks.x.chat is missing"},
        {"[sinks.x]\ntype = \"matrix\"\nurl = \"https://m.example\"\ntoken = \"t\"", "sinks.x.room is missing"},
        {"[sinks.x]\ntype = \"matrix\"\nurl = \"https://m.example\"\ntoken = \"t\"\nroom = \"#posts:m\"",
         "sinks.x.room is not the id of a room"},
        {"[sinks.x]\ntype = \"ntfy\"\nurl = \"https://ntfy.sh/\"", "sinks.x.url names no topic"},
        {"[sinks.x]\ntype = \"pushover\"\ntoken = \"t\"", "sinks.x.user is missing"},
        {"[sinks.x]\ntype = \"ntfy\"\nurl = \"file:///x\"", "sinks.x.url must begin with https:// or http://"},
        {"[sinks.x]\ntype = \"ntfy\"\nurl = \"https://hunter2 x/\"",
         "sinks.x.url is not an address: it has a space inside"},
        {"[sinks.x]\ntype = \"ntfy\"\nurl = \"http://ntfy.sh/hunter2\"",
         "sinks.x.url is http, not https, to a public host"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.text);
        auto const errors = errors_of(std::string(c.text) + "\n");
        EXPECT_THAT(errors, ElementsAre(HasSubstr(std::string(c.expected))));
        for (auto const& error : errors) EXPECT_THAT(error, testing::Not(HasSubstr("hunter2")));
    }
}

TEST(Sinks, may_use_http_in_private_or_by_leave) {
    EXPECT_THAT(errors_of("[sinks.x]\ntype = \"ntfy\"\nurl = \"http://127.0.0.1:8080/x\"\n"), IsEmpty());
    EXPECT_THAT(errors_of("[sinks.x]\ntype = \"ntfy\"\nurl = \"http://ntfy.sh/x\"\nallow_http = true\n"), IsEmpty());
}

TEST(Sinks, that_send_http_may_reach_a_private_address_by_leave) {
    for (std::string const type : {"webhook", "gotify\"\ntoken = \"t", "ntfy"}) {
        SCOPED_TRACE(type);
        auto const table = "[sinks.x]\ntype = \"" + type + "\"\nurl = \"https://push.home.example/x\"\n";
        EXPECT_FALSE(must_load(table).settings.sinks.at(1).allow_private);
        EXPECT_TRUE(must_load(table + "allow_private = true\n").settings.sinks.at(1).allow_private);
    }
    EXPECT_THAT(errors_of("[sinks.desktop]\nallow_private = true\n"),
                ElementsAre(HasSubstr("sinks.desktop.allow_private is no key of a sink of type desktop")));
}

TEST(Sinks, with_an_error_can_still_be_named) {
    EXPECT_EQ(errors_of("[alerts]\nto = [\"x\"]\n[sinks.x]\ntype = \"ntyf\"\n").size(), 1U);
}

}  // namespace
}  // namespace feedherald::config
