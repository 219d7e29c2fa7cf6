// SPDX-License-Identifier: MIT
#include "control/explain.hpp"

#include <span>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::control {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 8h};

struct Feed {
    Subscription sub;
    FeedRow row;
    Feed() {
        sub.url = "https://old.example/feed";
        row.feed = &sub;
        row.condition = FeedRow::Condition::ok;
        row.state.health = Health::ok;
        row.state.last_polled = now - 1h;
        row.state.last_status = 200;
        row.next_poll = now + 1h;
    }
    [[nodiscard]] std::string explained() const {
        std::string text;
        for (auto const& sentence : explain_feed(row, nullptr, now).sentences) text += sentence + "\n";
        return text;
    }
};

TEST(Explain, tells_of_a_move_and_when_to_change_the_configuration_A64) {
    Feed feed;
    feed.row.state.move = Move{"https://new.example/feed", now - 1h, now - 1h, 1};
    EXPECT_THAT(feed.explained(), HasSubstr("Its server calls it moved for good to https://new.example/feed, which is "
                                            "asked instead.\n"));
    feed.row.state.move = Move{"https://new.example/feed", now - 72h, now - 1h, 3};
    EXPECT_THAT(feed.explained(), HasSubstr("asked instead: change its url in the configuration.\n"));
}

TEST(Explain, tells_of_an_address_that_only_the_document_names_A67) {
    Feed feed;
    feed.row.state.suggested_url = "https://elsewhere.example/feed";
    EXPECT_THAT(feed.explained(), HasSubstr("Its document names another address: https://elsewhere.example/feed; "
                                            "nothing follows that by itself.\n"));
}

TEST(Explain, tells_what_is_wrong_what_the_server_said_and_what_comes_next_A30) {
    Feed feed;
    auto& state = feed.row.state;
    feed.row.condition = FeedRow::Condition::failing;
    state.health = Health::failing;
    state.failures = 2;
    state.failing_since = now - 2h;
    state.last_status = 503;
    state.last_error = "503 Service Unavailable";
    state.error_body = "come\nback later";
    state.next_poll_why = "the server asks for it (Retry-After)";
    state.not_before = now + 1h;
    EXPECT_THAT(feed.explained(),
                AllOf(HasSubstr("(1 hour ago): 503 Service Unavailable.\n"),
                      HasSubstr("failed 2 times in a row, since"), HasSubstr("The server said: come back later\n"),
                      HasSubstr("(in 1 hour): the server asks for it (Retry-After).\n"),
                      HasSubstr("Its server asked to be left alone until 2026-11-22T09:00:00Z")));
}

TEST(Explain, says_once_that_items_may_have_been_missed) {
    Feed feed;
    EXPECT_THAT(feed.explained(), Not(HasSubstr("unseen")));
    feed.row.state.may_have_missed = now - 5h;
    EXPECT_THAT(feed.explained(),
                HasSubstr("At 2026-11-22T03:00:00Z its document held nothing of the one before: items "
                          "may have come and gone unseen.\n"));
}

/** One alert that is owed to the desktop, and what is said of it. */
struct OwedAlert : Feed {
    OwedAlert() {
        std::vector<Subscription> subscriptions{sub};
        row.state = store.enlist(subscriptions, now).at(0);
        Owed owed;
        owed.alert.time = now;
        owed.alert.feed = row.state.id;
        owed.alert.item.id = "post";
        owed.to = {SinkName("desktop")};
        store.owe({owed}, now);
        id = store.due(SinkName("desktop"), now, 1).at(0).id;
    }
    [[nodiscard]] std::string last_sentence(Instant at = now) {
        return explain_item(row, store, "post", at)->sentences.back();
    }

    store::Store store;
    DeliveryId id;
};

TEST(ExplainItem, says_when_what_was_put_off_by_later_is_shown_again) {
    OwedAlert alert;
    alert.store.settle(std::span(&alert.id, 1), {}, now);
    alert.store.postpone(std::span(&alert.id, 1), now + 1h, now);

    EXPECT_THAT(alert.last_sentence(), HasSubstr("to desktop: put off by Later, shown again at 2026-11-22T09:00:00Z."));
    EXPECT_THAT(alert.last_sentence(now + 2h), HasSubstr("to desktop: waits to be delivered."));
}

TEST(ExplainItem, says_when_what_waits_is_tried_again_and_why_it_waits) {
    OwedAlert alert;
    auto const settle = [&](store::Settlement const& settlement) {
        alert.store.settle(std::span(&alert.id, 1), settlement, now);
    };
    using State = store::Settlement::State;

    settle({.state = State::pending, .next_attempt = now + 1min, .reason = "no server", .counts_as_attempt = false});
    EXPECT_THAT(alert.last_sentence(),
                HasSubstr("waits to be delivered, tried again at 2026-11-22T08:01:00Z: no server."));
    settle({.state = State::pending, .next_attempt = now + 2min, .reason = "answered 503"});
    EXPECT_THAT(alert.last_sentence(), HasSubstr("not accepted yet, last tried at 2026-11-22T08:00:00Z, next at "
                                                 "2026-11-22T08:02:00Z: answered 503."));
    settle({.state = State::held, .next_attempt = now + 9h});
    EXPECT_THAT(alert.last_sentence(), HasSubstr("held since 2026-11-22T08:00:00Z until 2026-11-22T17:00:00Z"));
}

}  // namespace
}  // namespace feedherald::control
