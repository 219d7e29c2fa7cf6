// SPDX-License-Identifier: MIT
// A storm becomes few messages, and loses nothing.
#include "dispatch/bundle.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using feedherald::AlertKind;
using feedherald::Delivery;
using feedherald::DeliveryId;
using feedherald::FeedId;
using feedherald::Urgency;
using feedherald::dispatch::bundle;

Delivery delivery(std::int64_t id, std::int64_t feed, AlertKind kind = AlertKind::item_new,
                  Urgency urgency = Urgency::normal) {
    Delivery one;
    one.id = DeliveryId{id};
    one.alert.feed = FeedId{feed};
    one.alert.kind = kind;
    one.alert.urgency = urgency;
    return one;
}

/** "1,3|2": ids of the messages, in order. */
std::string shape(std::vector<std::vector<Delivery>> const& bundles) {
    std::string text;
    for (auto const& one : bundles) {
        if (!text.empty()) text += '|';
        for (std::size_t i = 0; i < one.size(); ++i) {
            if (i > 0) text += ',';
            text += std::to_string(one[i].id.value());
        }
    }
    return text;
}

TEST(Bundle, leaves_few_as_they_are) {
    EXPECT_EQ(shape(bundle({}, 5, true)), "");
    EXPECT_EQ(shape(bundle({delivery(1, 7), delivery(2, 7), delivery(3, 8)}, 3, true)), "1|2|3");
}

TEST(Bundle, merges_more_than_singly_per_feed_first) {
    EXPECT_EQ(shape(bundle({delivery(1, 7), delivery(2, 8), delivery(3, 7), delivery(4, 8), delivery(5, 7)}, 3, true)),
              "1,3,5|2,4");
}

TEST(Bundle, merges_into_one_digest_when_feeds_are_too_many) {
    EXPECT_EQ(shape(bundle({delivery(1, 7), delivery(2, 8), delivery(3, 9), delivery(4, 7)}, 2, true)), "1,2,3,4");
}

TEST(Bundle, puts_the_urgent_first_in_a_digest_and_keeps_the_order_otherwise) {
    auto const low = delivery(1, 7, AlertKind::item_new, Urgency::low);
    auto const critical = delivery(4, 9, AlertKind::item_new, Urgency::critical);

    EXPECT_EQ(shape(bundle({low, delivery(2, 8), delivery(3, 8), critical}, 1, true)), "4,2,3,1");
}

TEST(Bundle, keeps_reports_about_a_feed_apart_from_its_items) {
    EXPECT_EQ(shape(bundle(
                  {delivery(1, 7), delivery(2, 7, AlertKind::feed_recovered), delivery(3, 7, AlertKind::item_updated)},
                  2, true)),
              "1,3|2");
}

TEST(Bundle, makes_one_digest_of_what_was_held) {
    EXPECT_EQ(shape(bundle({delivery(1, 7), delivery(2, 8)}, 0, true)), "1,2");
    EXPECT_EQ(shape(bundle({delivery(1, 7)}, 0, true)), "1");
}

TEST(Bundle, never_merges_for_a_sink_that_does_not) {
    EXPECT_EQ(shape(bundle({delivery(1, 7), delivery(2, 7), delivery(3, 7)}, 1, false)), "1|2|3");
    EXPECT_EQ(shape(bundle({delivery(1, 7), delivery(2, 7)}, 0, false)), "1|2");
}

TEST(Bundle, makes_at_most_singly_messages_of_two_hundred_and_loses_none) {
    for (std::int64_t const feeds : {1, 3, 5, 6, 40, 200}) {
        std::vector<Delivery> waiting;
        for (std::int64_t id = 0; id < 200; ++id) waiting.push_back(delivery(id, id % feeds));

        auto const bundles = bundle(waiting, 5, true);

        EXPECT_LE(bundles.size(), 5u) << feeds;
        std::vector<std::int64_t> ids;
        for (auto const& one : bundles) {
            EXPECT_FALSE(one.empty());
            for (auto const& delivered : one) ids.push_back(delivered.id.value());
        }
        std::sort(ids.begin(), ids.end());
        ASSERT_EQ(ids.size(), 200u);
        for (std::int64_t id = 0; id < 200; ++id) EXPECT_EQ(ids[static_cast<std::size_t>(id)], id);
    }
}

}  // namespace
