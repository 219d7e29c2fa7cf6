// SPDX-License-Identifier: MIT
// Alerts that the tests of this folder share: an ordinary one and a hostile one.
#pragma once

#include "model/alert.hpp"

#include <chrono>
#include <string>

namespace feedherald::test {

/** 2026-11-22T08:00:00Z */
inline constexpr Instant eight{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{8}};

inline Delivery ordinary() {
    Delivery delivery;
    delivery.id = DeliveryId{5};
    delivery.uid = "0123456789abcdef0123456789abcdef";
    delivery.sink = SinkName{"hook"};
    delivery.created = eight;
    auto& alert = delivery.alert;
    alert.time = eight;
    alert.feed = FeedId{3};
    alert.feed_url = "https://blog.example/feed";
    alert.feed_title = "The Blog";
    alert.feed_home_page_url = "https://blog.example/";
    alert.item.id = "tag:blog.example,2026:1";
    alert.item.url = "https://blog.example/1?a=1&b=2";
    alert.item.title = "Größe & Form";
    alert.item.summary = "What it is about";
    alert.item.published = eight - std::chrono::hours{1};
    alert.item.authors = {{"Ada", "", ""}, {"Charles", "", ""}};
    alert.item.tags = {"c++", "async"};
    return delivery;
}

/** Quotes, braces, markup, controls, bidi overrides, headers, mentions, and 100 KB of them. */
inline Delivery hostile() {
    auto delivery = ordinary();
    std::string const nasty =
        "\"},{\"x\":\"\\ {title} {0} %s <b>&amp;</b> @everyone <!channel>\r\nX-Evil: 1\x1b[2J\x7f \u202e\u2066";
    auto& alert = delivery.alert;
    alert.feed_title = nasty;
    alert.item.id = nasty;
    alert.item.title = nasty;
    alert.item.authors = {{nasty, "", ""}};
    alert.item.tags = {nasty, nasty};
    for (int i = 0; i < 1000; ++i) alert.item.summary += nasty;
    return delivery;
}

inline Delivery failing_feed() {
    auto delivery = ordinary();
    delivery.alert.kind = AlertKind::feed_failing;
    delivery.alert.item = Item{};
    delivery.alert.reason = "no success for 3 days: connection refused";
    return delivery;
}

}  // namespace feedherald::test
