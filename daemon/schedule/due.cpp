// SPDX-License-Identifier: MIT
#include "schedule/due.hpp"

#include "base/duration.hpp"
#include "schedule/backoff.hpp"
#include "schedule/freshness.hpp"
#include "schedule/hints.hpp"
#include "schedule/host.hpp"
#include "schedule/retry_after.hpp"
#include "schedule/rhythm.hpp"

#include <algorithm>
#include <variant>

namespace feedherald::schedule {

namespace {

using namespace std::chrono_literals;

constexpr Duration success_cap = 48h;
constexpr Duration offline_wait = 5min;                   // nothing leaves the machine meanwhile
constexpr Duration least_jitter_range = 60s;
constexpr double jitter_share = 0.1;
constexpr Duration rush = 1min;
constexpr Duration without_validators_or_freshness = 6h;  // A-19c
constexpr Duration byte_budget_span = 24h;                // A-19c: 2 MiB a day
constexpr double byte_budget = 2.0 * 1024 * 1024;
constexpr Duration gap_is_remembered = std::chrono::days{30};
// The longest wait that a publisher can ask for is a Retry-After of 7 days, and there is jitter.
constexpr Duration implausible = std::chrono::days{8};

/** The longest of several wishes, and whose it is. */
struct Wait {
    Duration span{};
    std::string why;
    bool placed = false;     ///< just after an hour at which the feed usually publishes
    bool is_capped = false;  ///< A-17
    void at_least(std::optional<Duration> other, std::string reason) {
        if (!other || *other <= span) return;
        span = *other;
        why = std::move(reason);
    }
};

std::optional<Duration> as_duration(std::optional<std::chrono::seconds> seconds) {
    if (!seconds) return std::nullopt;
    return Duration(*seconds);
}

bool is_ours(Subscription const& sub) {
    return polite_host(sub.url).empty();
}

/** What the user has named, else what the feed's history makes of it, without a look at the clock. */
Wait usual_wait(Subscription const& sub, FeedState const& state, Instant now) {
    if (sub.poll.interval) return {*sub.poll.interval, "the configured interval"};
    return {learned_interval(state.published, sub.poll, now), "how often the feed publishes"};
}

/** A-19c: what no validator makes cheap is asked less often; never where the user has named an interval. */
void add_byte_budget(Wait& wait, Subscription const& sub, FeedState const& state) {
    if (sub.poll.interval || is_ours(sub) || !state.validators.empty()) return;
    auto const share = static_cast<double>(state.body_bytes) / byte_budget;
    auto const milliseconds = static_cast<double>(byte_budget_span.count()) * share;
    wait.at_least(Duration(static_cast<std::int64_t>(milliseconds)), "a large feed without ETag or Last-Modified");
    if (!freshness(state.cache))
        wait.at_least(without_validators_or_freshness, "a server that gives neither validators nor a lifetime");
}

/** A feed that outran us once is not left alone for so long again. */
PollPolicy within_reach(PollPolicy policy, FeedState const& state, Instant now) {
    if (!state.last_gap || now - *state.last_gap > gap_is_remembered) return policy;
    policy.max_interval =
        std::clamp(state.wait_before_gap / 2, policy.min_interval, std::max(policy.min_interval, policy.max_interval));
    return policy;
}

Wait wait_after_success(Subscription const& sub, FeedState const& after, Instant now) {
    Wait wait;
    if (sub.poll.interval) wait = usual_wait(sub, after, now);
    add_byte_budget(wait, sub, after);
    wait.at_least(as_duration(freshness(after.cache)), "the server says that its answer is good for so long");
    wait.at_least(as_duration(hinted_interval(after.hints)), "the feed's document asks for it");
    if (!sub.poll.interval) {
        auto const policy = within_reach(sub.poll, after, now);
        auto const placed = place_next(after.published, policy, wait.span, now);
        wait.at_least(placed.wait, placed.why);
        wait.placed = placed.is_habitual && wait.span == placed.wait;
    }
    if (wait.span > success_cap && wait.span > sub.poll.interval.value_or(Duration{})) {
        wait.span = std::max(success_cap, sub.poll.interval.value_or(Duration{}));
        wait.why += ", but never longer than " + in_words(wait.span);
        wait.is_capped = true;
    }
    return wait;
}

/** What an answer asks for beside its freshness: a rate limit that is used up with it, and the Retry-After of a
 *  304, which is no 2xx either. */
void add_wishes(Wait& wait, Answer const& answer, Instant now) {
    wait.at_least(as_duration(rate_limit_wait(answer.cache)), "the server's rate limit is used up until then");
    if (answer.status == 304)
        wait.at_least(as_duration(retry_after(answer.cache, now)), "the server asks for it (Retry-After)");
}

bool obeys_freshness(int status) {
    return status == 403 || status == 404 || status == 410 || status == 429;
}

bool is_refusal(int status) {
    return status == 429 || status == 503;
}

Wait wait_after_failure(Subscription const& sub, FeedState const& after, Answer const* answer, bool offline,
                        int refusals, Instant now) {
    Wait wait = usual_wait(sub, after, now);
    if (offline) {
        wait.span = std::min(wait.span, offline_wait);
        wait.why = "our own network is away, which costs no publisher anything";
        return wait;
    }
    auto const failing_for = after.failing_since ? now - *after.failing_since : Duration{};
    wait.span = failure_wait(after.failures, wait.span, failing_for);
    wait.why = std::to_string(after.failures) + (after.failures == 1 ? " failure" : " failures in a row");
    if (answer) {
        auto const asked = retry_after(answer->cache, now);
        auto const limited = rate_limit_wait(answer->cache);
        if (is_refusal(answer->status) && !asked && !limited)
            wait.at_least(overload_wait(refusals), "the server has too many requests and does not say for how long");
        wait.at_least(as_duration(limited), "the server's rate limit is used up until then");
        if (obeys_freshness(answer->status)) {
            auto fresh = as_duration(freshness(answer->cache));
            if (fresh) fresh = std::min(*fresh, success_cap);
            wait.at_least(fresh, "the server says that its answer is good for so long");
        }
        wait.at_least(as_duration(asked), "the server asks for it (Retry-After)");
    }
    return wait;
}

Duration share_of(Duration span, double share) {
    return Duration(static_cast<std::int64_t>(static_cast<double>(span.count()) * share));
}

/** Later by up to a tenth, and by up to a minute at the least, so that clients do not march in step. A wait that was
 *  placed by the clock is long without meaning to be inexact: a tenth of the shortest interval is enough for it. */
Duration jittered(Wait const& wait, PollPolicy const& policy, double jitter) {
    auto const tenth_of = wait.placed ? std::min(wait.span, policy.min_interval) : wait.span;
    return wait.span + share_of(std::max(share_of(tenth_of, jitter_share), least_jitter_range), jitter);
}

/** Out of the first minute of an hour, in which every cron job of the world asks. */
Instant off_the_hour(Instant at, double jitter) {
    auto const into_the_hour = at - std::chrono::floor<std::chrono::hours>(at);
    return into_the_hour < rush ? at + rush - into_the_hour + share_of(rush, jitter) : at;
}

}  // namespace

Due next_due(Instant now, Subscription const& sub, FeedState const& after, Fetched const& fetched,
             Reading const& reading, double jitter, int refusals) {
    auto const* failure = std::get_if<FetchFailure>(&fetched);
    bool const failed = failure || std::holds_alternative<ParseFailure>(reading);
    bool const offline = failure && failure->kind == FetchFailure::Kind::offline;
    auto const* answer = answer_of(fetched);
    auto wait =
        failed ? wait_after_failure(sub, after, answer, offline, refusals, now) : wait_after_success(sub, after, now);
    if (!failed) add_wishes(wait, *answer, now);

    // What is our own (a file, a host in the house) needs no spreading: one minute means one minute.
    bool const ours = is_ours(sub);
    Duration span = ours ? wait.span : jittered(wait, sub.poll, jitter);
    if (!failed && !ours) span = std::min(span, std::max(success_cap, wait.span));

    Due due;
    due.is_capped = wait.is_capped;
    due.at = offline ? now + span : after_skipped(after.hints, now + span);
    if (!ours && span < success_cap) due.at = off_the_hour(due.at, jitter);
    if (answer && (failed || answer->status == 304))
        if (auto const asked = retry_after(answer->cache, now)) due.not_before = now + *asked;
    due.why = "next poll in " + in_words(due.at - now) + ": " + wait.why;
    due.reason = wait.why;
    return due;
}

Duration longest_wait(PollPolicy const& policy) {
    return std::max(implausible, 2 * std::max(policy.interval.value_or(Duration{}), policy.max_interval));
}

Instant due_at(FeedState const& state, PollPolicy const& policy, Instant now) {
    if (!state.last_polled) return now;
    if (!state.next_poll)  // added again: at once, but for what the publisher asked
        return state.not_before && *state.not_before <= now + implausible ? std::max(now, *state.not_before) : now;
    bool const stored_by_a_wrong_clock =
        *state.last_polled > now + implausible || *state.next_poll > now + longest_wait(policy);
    return stored_by_a_wrong_clock ? now : *state.next_poll;
}

int refusals_in_a_row(FeedState const& before, Fetched const& fetched) {
    auto const* answer = answer_of(fetched);
    if (!answer || !is_refusal(answer->status)) return 0;
    if (!is_refusal(before.last_status)) return 1;
    // Failures of all kinds are counted together. How long the last one made the feed wait tells how many of them were
    // refusals at most.
    auto const waited = before.next_poll && before.last_polled ? *before.next_poll - *before.last_polled : Duration{};
    int refusals = 1;
    while (refusals < before.failures && overload_wait(refusals + 1) <= waited) ++refusals;
    return refusals + 1;
}

HostAnswer host_answer(Fetched const& fetched, Instant now) {
    HostAnswer says;
    auto const* answer = answer_of(fetched);
    if (!answer) return says;
    says.is_there = true;
    says.refuses = is_refusal(answer->status);
    auto const limited = rate_limit_wait(answer->cache);
    if (!says.refuses && !limited) return says;
    auto const asked = retry_after(answer->cache, now);
    Duration wait = as_duration(limited).value_or(Duration{});
    if (std::holds_alternative<FetchFailure>(fetched)) wait = std::max(wait, as_duration(asked).value_or(Duration{}));
    says.is_open_ended = wait == Duration{};
    if (answer->status == 429)  // it is the address of the client that is meant
        wait = std::max(wait, std::min(as_duration(freshness(answer->cache)).value_or(Duration{}), success_cap));
    if (wait > Duration{}) says.quiet_until = now + wait;
    says.is_named = asked && !std::holds_alternative<Document>(fetched);
    return says;
}

}  // namespace feedherald::schedule
