// SPDX-License-Identifier: MIT
// What a person is told, and the deliveries that carry it: one alert, one delivery a sink.
#pragma once

#include "model/item.hpp"
#include "model/subscription.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace feedherald {

enum class AlertKind {
    item_new,
    item_updated,
    feed_failing,
    feed_recovered,
    feed_gone,
    feed_silent,
    sink_disabled,
    sink_failing,
    configuration_invalid,
    test
};

/** "item.new", "feed.failing", …: the `type` of webhooks, the `kind` of history. */
std::string_view to_text(AlertKind kind);
std::optional<AlertKind> parse_alert_kind(std::string_view text);

struct Alert {
    AlertId id;  ///< given by the store
    AlertKind kind = AlertKind::item_new;
    Instant time{};
    FeedId feed;
    std::string feed_url;
    std::string feed_title;  ///< the user's name for it, else its own title, else its URL
    std::string feed_home_page_url;
    Item item;           ///< empty for feed.*
    std::string reason;  ///< feed.*: what happened, in words
    Urgency urgency = Urgency::normal;
};

/** An alert that must be recorded, and where it goes. */
struct Owed {
    Alert alert;
    std::vector<SinkName> to;
    std::optional<Instant> not_before;  ///< quiet hours: when the deliveries to `held` become due
    std::vector<SinkName> held;         ///< those of `to` that wait for it; the others are due at once
};

/** One alert on its way to one sink: a row of the outbox. */
struct Delivery {
    DeliveryId id;
    std::string uid;  ///< 32 hex digits, random: webhook-id, the same on every attempt
    SinkName sink;
    Alert alert;
    Instant created{};
    int attempts = 0;                      ///< made before this one
    std::optional<Instant> first_attempt;  ///< retry_for counts from it; empty: none was made
    bool held = false;      ///< kept back by quiet hours, a mute or a pause: what was held arrives as one digest
    bool in_storm = false;  ///< one of more than are handed out at once: those arrive as one digest too
};

struct Delivered {
    /// Asked for before the next request, by a receiver near its limit.
    std::optional<std::chrono::milliseconds> rest = std::nullopt;
};
struct RetryLater {
    std::string reason;
    std::optional<std::chrono::milliseconds> after;  ///< what the receiver asked for, from now
    bool was_refused = true;  ///< false: nobody was there to take it, which does not count towards retry_for
    int http_status = 0;      ///< of the answer; 0: there was none
};
struct Rejected {
    std::string reason;
    bool disable_sink = false;  ///< 410: nothing more is sent until the configuration changes
    int http_status = 0;        ///< of the answer; 0: there was none
};
using DeliveryOutcome = std::variant<Delivered, RetryLater, Rejected>;

}  // namespace feedherald
