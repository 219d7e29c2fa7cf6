// SPDX-License-Identifier: MIT
#include "dispatch/feed_alerts.hpp"

#include "base/duration.hpp"
#include "dispatch/route.hpp"
#include "dispatch/silence.hpp"

#include <utility>

namespace feedherald::dispatch {

namespace {

std::string with_cause(std::string words, std::string const& cause) {
    if (!cause.empty()) words += ": " + cause;
    return words;
}

}  // namespace

std::vector<Owed> feed_alerts(FeedState const& before, FeedState& after, Subscription const& subscription,
                              Instant now) {
    std::vector<Owed> owed;
    auto const tell = [&](AlertKind kind, std::string reason) {
        if (subscription.alerts->to.empty()) return;
        auto& one = owed.emplace_back();
        one.to = subscription.alerts->to;
        one.alert = alert_of(after, subscription, after.title, now);
        one.alert.kind = kind;
        one.alert.reason = std::move(reason);
    };

    if (after.health == Health::gone) {
        if (before.health != Health::gone)
            tell(AlertKind::feed_gone, with_cause("it is gone and is no longer polled", after.last_error));
        return owed;
    }
    if (after.health == Health::ok && !after.failing_since) {
        if (before.failing_reported || before.health == Health::gone)
            tell(AlertKind::feed_recovered, before.failing_since
                                                ? "it answers again, after " + in_words(now - *before.failing_since)
                                                : std::string{"it answers again"});
        after.failing_reported = false;
        auto const silence = unusual_silence(after, now);
        if (silence && subscription.alerts->silence && !after.silence_reported) {
            tell(AlertKind::feed_silent, "nothing new for " + in_words(silence->lasting) +
                                             "; a post used to come every " + in_words(silence->usual));
            if (!owed.empty()) owed.back().alert.urgency = Urgency::low;
        }
        after.silence_reported = silence && (after.silence_reported || subscription.alerts->silence);
        return owed;
    }
    auto const& patience = subscription.alerts->failing_after;
    if (!patience || after.failing_reported || !after.failing_since) return owed;
    auto const failed_for = now - *after.failing_since;
    if (failed_for < *patience) return owed;
    tell(AlertKind::feed_failing, with_cause("no success for " + in_words(failed_for), after.last_error));
    after.failing_reported = true;
    return owed;
}

}  // namespace feedherald::dispatch
