// SPDX-License-Identifier: MIT
// Short ways to state what was asked and what came back.
#pragma once

#include "schedule/due.hpp"
#include "schedule/state.hpp"

#include <string>

namespace feedherald::tests {

using namespace std::chrono_literals;

inline constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 8h + 30min};  // a Sunday

inline Subscription subscription(std::string url = "https://feeds.example/rss") {
    Subscription sub;
    sub.url = std::move(url);
    return sub;
}

inline Answer answer(int status, CacheFields cache = {}, Validators validators = {}) {
    Answer made;
    made.status = status;
    made.url = "https://feeds.example/rss";
    made.received = now;
    made.cache = std::move(cache);
    made.validators = std::move(validators);
    made.validators.url = made.url;
    return made;
}

inline Fetched document(Answer from, std::string body = "<rss/>", bool complete = true) {
    Document made;
    made.answer = std::move(from);
    made.body = std::move(body);
    made.complete = complete;
    return made;
}

inline Fetched refusal(int status, CacheFields cache = {}) {
    FetchFailure made;
    made.kind = status == 410 ? FetchFailure::Kind::gone : FetchFailure::Kind::status;
    made.reason = std::to_string(status);
    made.answer = answer(status, std::move(cache));
    return made;
}

inline Fetched failure(FetchFailure::Kind kind) {
    FetchFailure made;
    made.kind = kind;
    made.reason = "failed";
    return made;
}

/** A feed that is well, was polled before, and has validators. */
inline FeedState healthy() {
    FeedState state;
    state.health = Health::ok;
    state.validators = {"https://feeds.example/rss", "\"a\"", "Sunday, 06-Nov-94 08:49:37 GMT"};
    state.first_polled = now - 48h;
    state.last_polled = now - 1h;
    return state;
}

/** One poll with its outcome folded in; the wait it makes, without jitter. */
inline schedule::Due due_after(Fetched const& fetched, Subscription const& sub = subscription(),
                               FeedState const& before = healthy(), Reading const& reading = NothingNew{},
                               double jitter = 0) {
    auto const after = schedule::after_poll(before, fetched, reading, nullptr, now);
    return schedule::next_due(now, sub, after, fetched, reading, jitter, schedule::refusals_in_a_row(before, fetched));
}

inline Duration wait_after(Fetched const& fetched, Subscription const& sub = subscription(),
                           FeedState const& before = healthy(), Reading const& reading = NothingNew{}) {
    return due_after(fetched, sub, before, reading).at - now;
}

}  // namespace feedherald::tests
