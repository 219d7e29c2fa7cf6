// SPDX-License-Identifier: MIT
// list, status, history and explain from the state alone: what they print, to the letter.
#include "cli/terminal_program.hpp"
#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/** A home whose daemon has run: one feed that is well, one that fails, one that is off, one never polled. */
class UsedHome {
  public:
    UsedHome() {
        home.write(".config/feedherald/config.toml", R"([alerts]
to = ["phone", "console"]
[[feed]]
url = "https://good.example/feed"
tags = ["daily"]
[[feed]]
url = "https://bad.example/feed"
name = "Bad news of every day, told in a name that no narrow terminal has the room for"
interval = "1h"
[[feed]]
url = "https://off.example/feed"
enabled = false
[[feed]]
url = "https://new.example/feed"
[sinks.phone]
type = "ntfy"
url = "https://ntfy.example/posts"
[sinks.console]
type = "console"
)");
        store::Store store(directory(), now);
        std::vector<Subscription> feeds(4);
        char const* const hosts[] = {"good", "bad", "off", "new"};
        for (std::size_t i = 0; i < feeds.size(); ++i)
            feeds[i].url = std::string("https://") + hosts[i] + ".example/feed";
        auto states = store.enlist(feeds, now);
        record_good(store, states[0]);
        record_bad(store, states[1]);
    }

    [[nodiscard]] std::filesystem::path directory() const { return home.path() / ".local/state/feedherald/state"; }

    TemporaryHome home;
    Instant now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());

  private:
    void record_good(store::Store& store, FeedState state) const {
        state.title = "Good 新聞 news";
        state.health = Health::ok;
        state.first_polled = now - 100h;
        state.last_polled = now - 5min - 30s;
        state.next_poll = now + 3h + 30min;
        state.last_new = now - 50h;
        state.last_status = 200;
        state.validators = {"https://good.example/feed", "\"abc\"", ""};
        store::PollRecord poll;
        poll.state = state;
        for (int i = 0; i < 2; ++i) {
            auto& owed = poll.owed.emplace_back();
            owed.alert.time = now - 50h;
            owed.alert.feed = state.id;
            owed.alert.feed_url = state.url;
            owed.alert.feed_title = state.title;
            owed.alert.item.id = "urn:" + std::to_string(i);
            owed.alert.item.url = "https://good.example/" + std::to_string(i);
            owed.alert.item.title =
                i == 0 ? "First\nof all" : "A title that is much too long to be shown in a table of eighty columns";
            owed.to = {SinkName("phone"), SinkName("console")};
        }
        SeenItem seen;
        seen.key[0] = 1;
        seen.content[0] = 1;
        seen.first_seen = seen.last_seen = now - 50h;
        poll.seen = {seen};
        store.record(poll, now - 50h);
        auto const due = store.due(SinkName("phone"), now, 10);
        DeliveryId const first = due.at(0).id;
        store.settle(std::span(&first, 1), {.state = store::Settlement::State::delivered}, now - 49h);
        DeliveryId const second = due.at(1).id;
        store.settle(std::span(&second, 1), {.state = store::Settlement::State::failed, .reason = "404 Not Found"},
                     now - 49h);
    }
    void record_bad(store::Store& store, FeedState state) const {
        state.health = Health::failing;
        state.last_polled = now - 2min - 30s;
        state.next_poll = now - 1s;
        state.last_error = "the server answered 500 Internal Server Error";
        state.last_status = 500;
        state.failures = 3;
        state.failing_since = now - 26h;
        store::PollRecord poll;
        poll.state = state;
        store.record(poll, now - 2min);
    }
};

TEST(List, fits_a_terminal_of_eighty_columns) {
    UsedHome const used;
    auto const said = on_terminal(used.home, {"list"}, 80, {"NO_COLOR=1"});
    EXPECT_EQ(said.status, 0);
    EXPECT_EQ(said.out,
              "FEED                HEALTH   LAST POLL  NEXT POLL  LAST NEW  TROUBLE\n"
              "Good 新聞 news      ok       5m ago     in 3h      2d ago\n"
              "Bad news of every…  failing  2m ago     due        -         the server answere…\n"
              "https://off.examp…  paused   -          -          -\n"
              "https://new.examp…  new      -          -          -\n");
}

TEST(List, tells_where_a_feed_that_is_well_lives_by_now) {
    UsedHome const used;
    {
        store::Store store(used.directory(), used.now);
        for (auto state : store.all_feeds()) {
            state.last_error.clear();
            if (state.url == "https://good.example/feed")
                state.move = Move{"https://moved.example/feed", used.now, used.now, 1};
            else if (state.url == "https://bad.example/feed")
                state.suggested_url = "https://elsewhere.example/feed";
            store::PollRecord poll;
            poll.state = state;
            store.record(poll, used.now);
        }
    }
    auto const said = on_terminal(used.home, {"list"}, 250, {"NO_COLOR=1"});
    EXPECT_THAT(said.out, AllOf(HasSubstr("NOTE"), HasSubstr("moved to https://moved.example/feed"),
                                HasSubstr("names another address: https://elsewhere.example/feed")));
}

TEST(List, colours_by_health_on_a_terminal_only) {
    UsedHome const used;
    auto const said = on_terminal(used.home, {"list"}, 200, {"TERM=xterm"});
    EXPECT_THAT(said.out, AllOf(HasSubstr("\x1b[32mok\x1b[0m "), HasSubstr("\x1b[31mfailing\x1b[0m "),
                                HasSubstr("\x1b[90mpaused\x1b[0m "), HasSubstr("\x1b[1mFEED\x1b[0m ")));
    EXPECT_THAT(feedherald(used.home, {"list"}).out, testing::Not(HasSubstr("\x1b")));
    EXPECT_THAT(on_terminal(used.home, {"list"}, 80, {"TERM=dumb"}).out, testing::Not(HasSubstr("\x1b")));
}

TEST(List, has_stable_keys_and_null_for_what_is_unknown) {
    UsedHome const used;
    auto const said = feedherald(used.home, {"list", "--json"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_THAT(said.err, IsEmpty());
    EXPECT_THAT(said.out, HasSubstr(R"(  {
    "url": "https://new.example/feed",
    "name": null,
    "health": "new",
    "last_poll": null,
    "next_poll": null,
    "last_status": null,
    "last_error": null,
    "last_new": null,
    "interval_s": 3600,
    "items_known": 0,
    "etag": null,
    "last_modified": null,
    "tags": []
  })"));
    EXPECT_THAT(said.out, AllOf(HasSubstr(R"("name": "Good 新聞 news")"), HasSubstr(R"("etag": "\"abc\"")"),
                                HasSubstr(R"("health": "paused")"), HasSubstr(R"("items_known": 1)")));
}

TEST(Status, without_a_daemon_is_a_success_that_says_so) {
    UsedHome const used;
    auto const said = feedherald(used.home, {"status"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_THAT(said.out, AllOf(HasSubstr("daemon     not running"), HasSubstr("feeds      4, 1 failing"),
                                HasSubstr("alerts     2 waiting for delivery")));
    EXPECT_THAT(said.out, HasSubstr("SINK     TYPE     STATE    PENDING  LAST ERROR\n"
                                    "desktop  desktop  ok       0\n"
                                    "phone    ntfy     failing  0        404 Not Found\n"));
    EXPECT_THAT(said.out, HasSubstr("console  console  waiting  2\n"));
    EXPECT_THAT(feedherald(used.home, {"status", "--json"}).out,
                AllOf(HasSubstr("\"running\": false"), HasSubstr("\"paused_until\": null")));
}

TEST(Status, colours_what_wants_a_look_on_a_terminal_only) {
    UsedHome const used;
    auto const said = on_terminal(used.home, {"status"}, 80, {"TERM=xterm"});
    EXPECT_THAT(said.out, AllOf(HasSubstr("daemon     \x1b[33mnot running\x1b[0m"),
                                HasSubstr("\x1b[31m1 failing\x1b[0m"), HasSubstr("\x1b[33mwaiting\x1b[0m  2"),
                                HasSubstr("\x1b[31mfailing\x1b[0m  0"), HasSubstr("\x1b[32mok\x1b[0m")));
    EXPECT_THAT(feedherald(used.home, {"status"}).out, testing::Not(HasSubstr("\x1b")));
    EXPECT_THAT(on_terminal(used.home, {"status"}, 80, {"TERM=xterm", "NO_COLOR=1"}).out,
                testing::Not(HasSubstr("\x1b")));
}

TEST(Status, tells_of_a_running_daemon_though_the_configuration_on_disk_is_not_valid) {
    UsedHome const used;
    used.home.write(".config/feedherald/config.toml", "[[feed]]\nulr = 1\n");
    store::Store const daemon(used.directory(), used.now);

    auto const said = feedherald(used.home, {"status"});
    EXPECT_EQ(said.status, 78);
    EXPECT_THAT(said.err, HasSubstr("ulr"));
    EXPECT_THAT(said.out, AllOf(HasSubstr("daemon     running"), HasSubstr("feeds      4, 1 failing"),
                                HasSubstr("alerts     2 waiting for delivery"),
                                HasSubstr("trouble    the configuration is not valid"), HasSubstr("console")));
    auto const json = feedherald(used.home, {"status", "--json"});
    EXPECT_EQ(json.status, 78);
    EXPECT_THAT(json.out, AllOf(HasSubstr("\"running\": true"), HasSubstr("\"pending_alerts\": 2"),
                                HasSubstr("\"trouble\": \"the configuration is not valid\"")));
}

TEST(Status, of_an_empty_home_knows_no_state) {
    TemporaryHome const home;
    home.write(".config/feedherald/config.toml", "[[feed]]\nurl = \"https://a.example/\"\n");
    EXPECT_EQ(feedherald(home, {"status"}).status, 0);
    EXPECT_THAT(feedherald(home, {"list"}).out, HasSubstr("https://a.example/  new"));
    EXPECT_THAT(feedherald(home, {"history"}).out, HasSubstr("nothing has been alerted yet"));
    EXPECT_EQ(feedherald(home, {"history", "--json"}).out, "[]\n");
}

TEST(History, is_a_table_newest_first) {
    UsedHome const used;
    auto const said = on_terminal(used.home, {"history"}, 80, {"NO_COLOR=1"});
    EXPECT_EQ(said.out,
              "WHEN    FEED            ALERT                        SINKS\n"
              "2d ago  Good 新聞 news  A title that is much too l…  phone failed, console pend…\n"
              "2d ago  Good 新聞 news  First of all                 phone delivered, console p…\n");
}

TEST(History, takes_a_number_and_a_feed) {
    UsedHome const used;
    EXPECT_THAT(feedherald(used.home, {"history", "-n", "1"}).out, testing::Not(HasSubstr("First of all")));
    EXPECT_THAT(feedherald(used.home, {"history", "--feed", "good 新聞 NEWS"}).out, HasSubstr("First of all"));
    EXPECT_THAT(feedherald(used.home, {"history", "--feed", "daily"}).out, HasSubstr("First of all"));
    EXPECT_THAT(feedherald(used.home, {"history", "--feed", "https://new.example/feed"}).out, HasSubstr("nothing"));
    EXPECT_EQ(feedherald(used.home, {"history", "--feed", "no such"}).status, 1);
    EXPECT_THAT(feedherald(used.home, {"history", "-n", "0"}).out, IsEmpty()) << "not that nothing was alerted";
    for (auto const* wrong : {"-1", "x", "1x", ""})
        EXPECT_EQ(feedherald(used.home, {"history", "-n", wrong}).status, 2);
}

TEST(History, has_stable_keys) {
    UsedHome const used;
    EXPECT_THAT(feedherald(used.home, {"history", "--json", "-n", "1"}).out, HasSubstr(R"(
    "feed": "https://good.example/feed",
    "item": {
      "id": "urn:1",
      "url": "https://good.example/1",
      "title": "A title that is much too long to be shown in a table of eighty columns"
    },
    "kind": "new",
    "sinks": [
      {
        "name": "phone",
        "state": "failed",
        "attempts": 1,
        "time": ")"));
}

TEST(Commands, exit_with_78_where_the_configuration_is_invalid) {
    TemporaryHome const home;
    home.write(".config/feedherald/config.toml", "[[feed]]\nulr = 1\n");
    for (auto const* command : {"list", "status", "history", "check"})
        EXPECT_EQ(feedherald(home, {command}).status, 78);
    EXPECT_EQ(feedherald(home, {"explain", "x"}).status, 78);
}

TEST(Commands, that_need_the_daemon_say_how_to_start_it) {
    UsedHome const used;
    for (auto const& arguments : std::vector<std::vector<std::string>>{{"poll"}, {"pause", "1h"}, {"resume"}}) {
        auto const said = feedherald(used.home, arguments);
        EXPECT_EQ(said.status, 1);
        EXPECT_THAT(said.err, HasSubstr("systemctl --user start feedherald"));
        EXPECT_THAT(said.out, IsEmpty());
    }
    EXPECT_EQ(feedherald(used.home, {"pause", "soon"}).status, 2);
}

TEST(Explain, tells_of_a_feed_and_of_an_item_in_sentences) {
    UsedHome const used;
    auto const feed = feedherald(used.home, {"explain", "https://bad.example/feed"});
    EXPECT_EQ(feed.status, 0) << feed.err;
    EXPECT_THAT(feed.out,
                testing::MatchesRegex("Bad news of every day, [a-z ,]+ is https://bad.example/feed.\n"
                                      "The last poll was at [-0-9TZ:]+ .2 minutes [0-9]+ seconds? ago.: "
                                      "the server answered 500 Internal Server Error.\n"
                                      "It has failed 3 times in a row, since [-0-9TZ:]+ .1 day 2 hours ago..\n"
                                      "It has been due since [-0-9TZ:]+ .[0-9]+ seconds? ago..\n"));
    auto const item = feedherald(used.home, {"explain", "daily", "https://good.example/1"});
    EXPECT_EQ(item.status, 0) << item.err;
    EXPECT_THAT(item.out, AllOf(HasSubstr("to phone: given up at "), HasSubstr(": 404 Not Found.\n"),
                                HasSubstr("to console: waits to be delivered.\n")));
    EXPECT_EQ(feedherald(used.home, {"explain", "daily", "https://good.example/unknown"}).status, 1);
    EXPECT_EQ(feedherald(used.home, {"explain", "nobody"}).status, 1);
}

}  // namespace
}  // namespace feedherald::tests
