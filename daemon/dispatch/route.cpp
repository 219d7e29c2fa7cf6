// SPDX-License-Identifier: MIT
#include "dispatch/route.hpp"

#include "base/duration.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>
#include <utility>

namespace feedherald::dispatch {

namespace {

/** Ranks by age, 0 the newest: by date, where it is the same by document order (newest first, as feeds are written).
 *  An item without a date counts as old as its neighbour above, else below. */
std::vector<std::size_t> ranks_by_age(Feed const& feed) {
    auto const count = feed.items.size();
    std::vector<std::optional<Instant>> dates(count);
    for (std::size_t i = 0; i < count; ++i) {
        dates[i] = feed.items[i].dated();
        if (!dates[i] && i > 0) dates[i] = dates[i - 1];
    }
    for (std::size_t i = count; i-- > 1;)
        if (!dates[i - 1]) dates[i - 1] = dates[i];

    std::vector<std::size_t> newest_first(count);
    std::iota(newest_first.begin(), newest_first.end(), std::size_t{0});
    std::stable_sort(newest_first.begin(), newest_first.end(),
                     [&](std::size_t a, std::size_t b) { return dates[a] > dates[b]; });
    std::vector<std::size_t> ranks(count);
    for (std::size_t rank = 0; rank < count; ++rank) ranks[newest_first[rank]] = rank;
    return ranks;
}

/** Why this verdict is never alerted, whatever the user's rules say; empty for those that may be. */
std::string_view refusal(Verdict verdict, AlertPolicy const& policy) {
    switch (verdict) {
        case Verdict::is_new:
        case Verdict::first_poll:
            return {};
        case Verdict::updated:
            return policy.updates ? std::string_view{} : "changed, and updates = false";
        case Verdict::known:
            return "known";
        case Verdict::rekeyed:
            return "known under another id or link";
        case Verdict::backfill:
            return "older than everything at the first poll: backfill";
        case Verdict::duplicate:
            return "listed twice in the document";
    }
    return "known";
}

std::string_view approval(Verdict verdict) {
    switch (verdict) {
        case Verdict::updated:
            return "changed";
        case Verdict::first_poll:
            return "first poll, within backlog";
        default:
            return "new";
    }
}

std::string backlog_reason(std::size_t backlog) {
    if (backlog == 0) return "first poll: recorded, backlog = 0";
    return "first poll: not among the newest " + std::to_string(backlog) + " (backlog)";
}

}  // namespace

Rules::Rules(AlertPolicy const& policy) : include(policy.include), exclude(policy.exclude) {}

std::string objection(Item const& item, AlertPolicy const& policy, Rules const& rules, Instant now) {
    if (auto const pattern = rules.exclude.match(item)) return "excluded by \"" + *pattern + "\"";
    if (!rules.include.empty() && !rules.include.match(item)) return "matches no pattern of include";
    auto const date = item.dated();
    if (policy.max_age && date && now - *date > *policy.max_age)
        return "published " + in_words(now - *date) + " ago, max_age is " + to_text(*policy.max_age);
    if (policy.to.empty()) return "goes to no sink";
    return {};
}

Alert alert_of(FeedState const& state, Subscription const& subscription, std::string const& feed_title, Instant now) {
    Alert alert;
    alert.time = now;
    alert.feed = subscription.id;
    alert.feed_url = subscription.url;
    alert.feed_home_page_url = state.home_page_url;
    alert.urgency = subscription.alerts->urgency;
    for (auto const* title : {&subscription.name, &feed_title, &state.title, &subscription.url})
        if (alert.feed_title.empty()) alert.feed_title = *title;
    return alert;
}

Routed route(Change const& change, Feed const& feed, FeedState const& state, Subscription const& subscription,
             Rules const& rules, Instant now) {
    auto const& policy = *subscription.alerts;
    Routed routed;
    routed.decisions.reserve(change.items.size());
    std::vector<std::size_t> willing;  // into change.items and decisions alike
    for (auto const& judged : change.items) {
        auto& decision = routed.decisions.emplace_back();
        decision.index = judged.index;
        decision.reason = refusal(judged.verdict, policy);
        if (decision.reason.empty()) decision.reason = objection(feed.items[judged.index], policy, rules, now);
        if (!decision.reason.empty()) continue;
        decision.reason = approval(judged.verdict);
        willing.push_back(routed.decisions.size() - 1);
    }
    if (willing.empty()) return routed;

    auto const ranks = ranks_by_age(feed);
    std::stable_sort(willing.begin(), willing.end(), [&](std::size_t a, std::size_t b) {
        return ranks[change.items[a].index] < ranks[change.items[b].index];
    });
    std::size_t from_backlog = 0;
    std::vector<std::size_t> chosen;  // newest first
    for (auto const position : willing) {
        auto& decision = routed.decisions[position];
        bool const is_backlog = change.items[position].verdict == Verdict::first_poll;
        if (is_backlog && policy.backlog && from_backlog >= *policy.backlog) {
            decision.reason = backlog_reason(*policy.backlog);
            continue;
        }
        if (is_backlog) ++from_backlog;
        decision.alerted = true;
        chosen.push_back(position);
    }

    auto blank = alert_of(state, subscription, feed.title, now);
    if (!feed.home_page_url.empty()) blank.feed_home_page_url = feed.home_page_url;
    routed.owed.reserve(chosen.size());
    for (auto position = chosen.rbegin(); position != chosen.rend(); ++position) {
        auto const& judged = change.items[*position];
        auto& owed = routed.owed.emplace_back();
        owed.to = policy.to;
        owed.alert = blank;
        owed.alert.kind = judged.verdict == Verdict::updated ? AlertKind::item_updated : AlertKind::item_new;
        owed.alert.item = feed.items[judged.index];
    }
    return routed;
}

void hold_back(std::vector<Owed>& owed, std::vector<SinkName> const& sinks, std::optional<Instant> until) {
    if (!until) return;
    for (auto& one : owed) {
        one.held.clear();
        std::copy_if(one.to.begin(), one.to.end(), std::back_inserter(one.held),
                     [&](SinkName const& sink) { return std::find(sinks.begin(), sinks.end(), sink) != sinks.end(); });
        one.not_before = one.held.empty() ? std::nullopt : std::max(one.not_before, until);
    }
}

}  // namespace feedherald::dispatch
