// SPDX-License-Identifier: MIT
// Which items are alerted, in which order, with what in the alert, and the reason for every other one.
#include "dispatch/route.hpp"

#include <initializer_list>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using namespace feedherald;
using dispatch::Routed;
using dispatch::Rules;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Instant now{std::chrono::hours{500000}};

Item item(std::string id, std::optional<Duration> age = std::nullopt) {
    Item one;
    one.title = "Title of " + id;
    one.id = std::move(id);
    if (age) one.published = now - *age;
    return one;
}

Subscription subscription() {
    Subscription one;
    one.id = FeedId{3};
    one.url = "https://blog.example/feed";
    one.alerts.edit().to = {SinkName{"desktop"}};
    return one;
}

Feed feed_of(std::vector<Item> items) {
    Feed feed;
    feed.title = "The Blog";
    feed.home_page_url = "https://blog.example/";
    feed.items = std::move(items);
    return feed;
}

Change all(Feed const& feed, Verdict verdict) {
    Change change;
    change.is_first = verdict == Verdict::first_poll;
    for (std::size_t i = 0; i < feed.items.size(); ++i) change.items.push_back({verdict, i, {}});
    return change;
}

Routed routed(Change const& change, Feed const& feed, Subscription const& sub) {
    return dispatch::route(change, feed, FeedState{}, sub, Rules{*sub.alerts}, now);
}

std::vector<std::string> ids(Routed const& routed) {
    std::vector<std::string> found;
    for (auto const& owed : routed.owed) found.push_back(owed.alert.item.id);
    return found;
}

TEST(Route, owes_every_new_item_oldest_first_by_date) {
    auto const feed = feed_of({item("b", 2h), item("c", 1h), item("a", 3h)});

    auto const result = routed(all(feed, Verdict::is_new), feed, subscription());

    EXPECT_THAT(ids(result), ElementsAre("a", "b", "c"));
    ASSERT_EQ(result.decisions.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(result.decisions[i].index, i);
        EXPECT_TRUE(result.decisions[i].alerted);
        EXPECT_EQ(result.decisions[i].reason, "new");
    }
}

TEST(Route, takes_documents_as_newest_first_where_dates_do_not_decide) {
    auto const undated = feed_of({item("c"), item("b"), item("a")});
    EXPECT_THAT(ids(routed(all(undated, Verdict::is_new), undated, subscription())), ElementsAre("a", "b", "c"));

    auto const same = feed_of({item("c", 1h), item("b", 1h), item("a", 1h)});
    EXPECT_THAT(ids(routed(all(same, Verdict::is_new), same, subscription())), ElementsAre("a", "b", "c"));
}

TEST(Route, places_items_without_a_date_by_their_neighbours) {
    auto const feed = feed_of({item("e"), item("d", 1h), item("c"), item("a", 5h), item("b", 4h)});

    EXPECT_THAT(ids(routed(all(feed, Verdict::is_new), feed, subscription())), ElementsAre("a", "b", "c", "d", "e"));
}

TEST(Route, orders_by_modification_where_publication_is_unknown) {
    auto feed = feed_of({item("a"), item("b")});
    feed.items[0].modified = now - 2h;
    feed.items[1].modified = now - 1h;

    EXPECT_THAT(ids(routed(all(feed, Verdict::is_new), feed, subscription())), ElementsAre("a", "b"));
}

TEST(Route, fills_the_alert) {
    auto feed = feed_of({item("a", 1h)});
    auto sub = subscription();
    sub.alerts.edit().urgency = Urgency::critical;
    sub.alerts.edit().to = {SinkName{"desktop"}, SinkName{"hook"}};

    auto const result = routed(all(feed, Verdict::is_new), feed, sub);

    ASSERT_EQ(result.owed.size(), 1u);
    auto const& owed = result.owed[0];
    EXPECT_EQ(owed.to, sub.alerts->to);
    EXPECT_EQ(owed.not_before, std::nullopt);
    EXPECT_EQ(owed.alert.kind, AlertKind::item_new);
    EXPECT_EQ(owed.alert.time, now);
    EXPECT_EQ(owed.alert.feed, FeedId{3});
    EXPECT_EQ(owed.alert.feed_url, "https://blog.example/feed");
    EXPECT_EQ(owed.alert.feed_title, "The Blog");
    EXPECT_EQ(owed.alert.feed_home_page_url, "https://blog.example/");
    EXPECT_EQ(owed.alert.item, feed.items[0]);
    EXPECT_EQ(owed.alert.urgency, Urgency::critical);
}

TEST(Route, names_the_feed_as_the_user_does_else_as_it_does_itself_else_by_its_address) {
    auto feed = feed_of({item("a")});
    auto sub = subscription();
    FeedState state;
    state.title = "As it was called";
    auto const title = [&] {
        return dispatch::route(all(feed, Verdict::is_new), feed, state, sub, Rules{}, now).owed.at(0).alert.feed_title;
    };

    sub.name = "Mine";
    EXPECT_EQ(title(), "Mine");
    sub.name.clear();
    EXPECT_EQ(title(), "The Blog");
    feed.title.clear();
    EXPECT_EQ(title(), "As it was called");
    state.title.clear();
    EXPECT_EQ(title(), "https://blog.example/feed");
}

// B-36
TEST(Route, alerts_nothing_of_a_first_poll_unless_backlog_says_so) {
    auto const feed = feed_of({item("a"), item("b")});

    auto const result = routed(all(feed, Verdict::first_poll), feed, subscription());

    EXPECT_THAT(result.owed, IsEmpty());
    EXPECT_FALSE(result.decisions[0].alerted);
    EXPECT_THAT(result.decisions[0].reason, HasSubstr("backlog = 0"));
}

TEST(Route, alerts_the_newest_of_a_first_poll_as_backlog_says) {
    auto const feed = feed_of({item("b", 2h), item("d", 0h), item("a", 3h), item("c", 1h)});
    auto sub = subscription();

    sub.alerts.edit().backlog = 2;
    auto const two = routed(all(feed, Verdict::first_poll), feed, sub);
    EXPECT_THAT(ids(two), ElementsAre("c", "d"));
    EXPECT_THAT(two.decisions[0].reason, HasSubstr("not among the newest 2"));
    EXPECT_THAT(two.decisions[1].reason, HasSubstr("first poll"));

    sub.alerts.edit().backlog.reset();
    EXPECT_THAT(ids(routed(all(feed, Verdict::first_poll), feed, sub)), ElementsAre("a", "b", "c", "d"));

    sub.alerts.edit().backlog = 100;
    EXPECT_EQ(routed(all(feed, Verdict::first_poll), feed, sub).owed.size(), 4u);
}

TEST(Route, takes_the_first_of_the_document_as_backlog_without_dates) {
    auto const feed = feed_of({item("c"), item("b"), item("a")});
    auto sub = subscription();
    sub.alerts.edit().backlog = 2;

    EXPECT_THAT(ids(routed(all(feed, Verdict::first_poll), feed, sub)), ElementsAre("b", "c"));
}

TEST(Route, counts_as_backlog_only_what_the_rules_let_pass) {
    auto const feed = feed_of({item("skip", 0h), item("b", 1h), item("a", 2h)});
    auto sub = subscription();
    sub.alerts.edit().backlog = 1;
    sub.alerts.edit().exclude = {"title:skip"};

    EXPECT_THAT(ids(routed(all(feed, Verdict::first_poll), feed, sub)), ElementsAre("b"));
}

TEST(Route, never_alerts_what_is_known_moved_late_or_double) {
    struct Row {
        Verdict verdict;
        std::string reason;
    };
    auto const feed = feed_of({item("a")});
    auto sub = subscription();
    sub.alerts.edit().backlog.reset();
    sub.alerts.edit().updates = true;
    for (auto const& [verdict, reason] : {Row{Verdict::known, "known"}, Row{Verdict::rekeyed, "another id"},
                                          Row{Verdict::backfill, "backfill"}, Row{Verdict::duplicate, "twice"}}) {
        SCOPED_TRACE(reason);
        auto const result = routed(all(feed, verdict), feed, sub);
        EXPECT_THAT(result.owed, IsEmpty());
        EXPECT_FALSE(result.decisions[0].alerted);
        EXPECT_THAT(result.decisions[0].reason, HasSubstr(reason));
    }
}

// B-39
TEST(Route, alerts_updates_only_when_asked) {
    auto const feed = feed_of({item("a")});
    auto sub = subscription();

    auto const unasked = routed(all(feed, Verdict::updated), feed, sub);
    EXPECT_THAT(unasked.owed, IsEmpty());
    EXPECT_THAT(unasked.decisions[0].reason, HasSubstr("updates = false"));

    sub.alerts.edit().updates = true;
    auto const asked = routed(all(feed, Verdict::updated), feed, sub);
    ASSERT_EQ(asked.owed.size(), 1u);
    EXPECT_EQ(asked.owed[0].alert.kind, AlertKind::item_updated);
}

TEST(Route, obeys_include_and_exclude_and_says_which) {
    auto feed = feed_of({item("rust"), item("go"), item("rust ad")});
    auto sub = subscription();
    sub.alerts.edit().include = {"title:rust", "tag:systems"};
    sub.alerts.edit().exclude = {"ad$"};

    auto const result = routed(all(feed, Verdict::is_new), feed, sub);

    EXPECT_THAT(ids(result), ElementsAre("rust"));
    EXPECT_THAT(result.decisions[1].reason, HasSubstr("matches no pattern of include"));
    EXPECT_EQ(result.decisions[2].reason, "excluded by \"ad$\"");
}

TEST(Route, records_without_alert_what_is_older_than_max_age) {
    auto feed = feed_of({item("undated"), item("young", 23h), item("exact", 24h), item("old", 24h + 1s)});
    feed.items.push_back(item("modified"));
    feed.items.back().modified = now - 48h;
    auto sub = subscription();
    sub.alerts.edit().max_age = 24h;

    auto const result = routed(all(feed, Verdict::is_new), feed, sub);

    EXPECT_THAT(ids(result), testing::UnorderedElementsAre("undated", "young", "exact"));
    EXPECT_THAT(result.decisions[3].reason, HasSubstr("max_age is 1d"));
    EXPECT_FALSE(result.decisions[4].alerted);
}

TEST(Route, owes_nothing_where_there_is_no_sink) {
    auto const feed = feed_of({item("a")});
    auto sub = subscription();
    sub.alerts.edit().to.clear();

    auto const result = routed(all(feed, Verdict::is_new), feed, sub);

    EXPECT_THAT(result.owed, IsEmpty());
    EXPECT_FALSE(result.decisions[0].alerted);
    EXPECT_THAT(result.decisions[0].reason, HasSubstr("no sink"));
}

TEST(Route, follows_the_indices_of_the_change_where_it_holds_a_part) {
    auto const feed = feed_of({item("a"), item("b"), item("c")});
    Change change;
    change.items = {{Verdict::known, 2, {}}, {Verdict::is_new, 1, {}}};

    auto const result = routed(change, feed, subscription());

    EXPECT_THAT(ids(result), ElementsAre("b"));
    ASSERT_EQ(result.decisions.size(), 2u);
    EXPECT_EQ(result.decisions[0].index, 2u);
    EXPECT_EQ(result.decisions[1].index, 1u);
}

TEST(HoldBack, makes_only_the_named_sinks_wait) {
    Owed both;
    both.to = {SinkName{"desktop"}, SinkName{"hook"}};
    Owed hook_only;
    hook_only.to = {SinkName{"hook"}};
    std::vector<Owed> owed{both, hook_only};

    dispatch::hold_back(owed, {SinkName{"desktop"}}, now + 8h);

    EXPECT_EQ(owed[0].not_before, now + 8h);
    EXPECT_THAT(owed[0].held, ElementsAre(SinkName{"desktop"}));
    EXPECT_EQ(owed[1].not_before, std::nullopt);
    EXPECT_THAT(owed[1].held, IsEmpty());
}

TEST(HoldBack, does_nothing_outside_quiet_hours) {
    Owed one;
    one.to = {SinkName{"desktop"}};
    std::vector<Owed> owed{one};

    dispatch::hold_back(owed, {SinkName{"desktop"}}, std::nullopt);

    EXPECT_EQ(owed[0].not_before, std::nullopt);
}

}  // namespace
