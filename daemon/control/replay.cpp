// SPDX-License-Identifier: MIT
#include "control/replay.hpp"

#include "dispatch/route.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace feedherald::control {

namespace {

struct Feed {
    Subscription const* subscription = nullptr;
    dispatch::Rules rules;
};

std::vector<SinkName> minus(std::vector<SinkName> const& all, std::vector<SinkName> const& without) {
    std::vector<SinkName> rest;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rest), [&](SinkName const& sink) {
        return std::find(without.begin(), without.end(), sink) == without.end();
    });
    return rest;
}

/** Why these rules would not alert it; empty where they would. */
std::string objection(Alert const& alert, Feed const& feed) {
    auto const& policy = *feed.subscription->alerts;
    switch (alert.kind) {
        case AlertKind::item_updated:
            if (!policy.updates) return "updates = false";
            break;
        case AlertKind::item_new:
            break;
        case AlertKind::feed_failing:
            return policy.failing_after ? "" : "failing_after = \"\"";
        default:
            return {};
    }
    return dispatch::objection(alert.item, policy, feed.rules, alert.time);
}

}  // namespace

Replay replay(std::vector<store::HistoryEntry> const& history, config::Settings const& settings) {
    std::unordered_map<std::string, Feed> feeds;
    for (auto const& sub : settings.feeds) feeds.emplace(sub.url, Feed{&sub, dispatch::Rules(*sub.alerts)});

    Replay replay;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
        auto const& alert = entry->alert;
        if (alert.feed_url.empty()) continue;  // about ourselves, by no feed's rules
        ++replay.looked_at;
        std::vector<SinkName> had;
        for (auto const& delivery : entry->deliveries) had.push_back(delivery.sink);
        auto const feed = feeds.find(alert.feed_url);
        Replayed change;
        std::vector<SinkName> would;
        if (feed == feeds.end())
            change.why = "the feed is not in the configuration";
        else if (change.why = objection(alert, feed->second); change.why.empty())
            would = feed->second.subscription->alerts->to;
        change.appear = minus(would, had);
        change.vanish = minus(had, would);
        if (change.appear.empty() && change.vanish.empty()) continue;
        if (!change.vanish.empty() && change.why.empty()) change.why = "its feed alerts to other sinks";
        change.alert = alert;
        replay.changes.push_back(std::move(change));
    }
    return replay;
}

}  // namespace feedherald::control
