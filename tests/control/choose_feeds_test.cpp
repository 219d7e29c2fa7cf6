// SPDX-License-Identifier: MIT
#include "control/choose_feeds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::control {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Subscription> feeds() {
    std::vector<Subscription> feeds(4);
    feeds[0].url = "https://a.example/feed";
    feeds[0].name = "Alpha";
    feeds[0].tags = {"daily", "beta"};
    feeds[1].url = "https://b.example/";
    feeds[2].url = "https://c.example/feed";
    feeds[2].tags = {"Daily"};
    feeds[3].url = "https://d.example/feed";
    feeds[3].name = "alpha";
    return feeds;
}

std::vector<std::string> chosen(std::string const& wanted) {
    auto const all = feeds();
    std::vector<std::string> urls;
    auto const title_of = [](Subscription const& feed) {
        return feed.url == "https://b.example/" ? std::string("Beta") : std::string("Some title");
    };
    for (auto const* feed : choose_feeds(all, wanted, title_of)) urls.push_back(feed->url);
    return urls;
}

TEST(ChooseFeeds, by_address_however_its_host_is_written) {
    EXPECT_THAT(chosen("https://a.example/feed"), ElementsAre("https://a.example/feed"));
    EXPECT_THAT(chosen("https://B.Example/"), ElementsAre("https://b.example/"));
    EXPECT_THAT(chosen("https://b.example"), ElementsAre("https://b.example/"));
    EXPECT_THAT(chosen("https://a.example/FEED"), IsEmpty());
}

TEST(ChooseFeeds, by_name_before_the_feeds_own_title_before_tags) {
    EXPECT_THAT(chosen("ALPHA"), ElementsAre("https://a.example/feed", "https://d.example/feed"));
    EXPECT_THAT(chosen("beta"), ElementsAre("https://b.example/"));
    EXPECT_THAT(chosen("daily"), ElementsAre("https://a.example/feed", "https://c.example/feed"));
}

TEST(ChooseFeeds, is_nothing_for_what_nobody_is_called) {
    EXPECT_THAT(chosen(""), IsEmpty());
    EXPECT_THAT(chosen("gamma"), IsEmpty());
}

TEST(FeedsToPoll, are_all_that_are_enabled_and_not_gone_A26) {
    auto all = feeds();
    store::Store store;
    store.enlist(all, Instant{});
    all[1].enabled = false;
    auto gone = *store.known(all[2].id);
    gone.health = Health::gone;
    store.record_unchanged(gone);

    EXPECT_THAT(feeds_to_poll(all, store), ElementsAre(&all[0], &all[3]));
}

}  // namespace
}  // namespace feedherald::control
