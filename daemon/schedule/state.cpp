// SPDX-License-Identifier: MIT
#include "schedule/state.hpp"

#include "base/dates.hpp"
#include "base/sha256.hpp"

#include <algorithm>
#include <functional>
#include <variant>

namespace feedherald::schedule {

namespace {

constexpr std::size_t remembered_publications = 64;

Fingerprint fingerprint_of(std::string const& body) {
    auto const digest = sha256(body);
    Fingerprint fingerprint;
    std::copy_n(digest.begin(), fingerprint.size(), fingerprint.begin());
    return fingerprint;
}

/** a 304 speaks only of what it carries. */
void overwrite(std::string& kept, std::string const& carried) {
    if (!carried.empty()) kept = carried;
}

void fold_not_modified(FeedState& state, Answer const& answer) {
    if (answer.validators.url == state.validators.url) {
        overwrite(state.validators.etag, answer.validators.etag);
        overwrite(state.validators.last_modified, answer.validators.last_modified);
    }
    overwrite(state.cache.cache_control, answer.cache.cache_control);
    overwrite(state.cache.expires, answer.cache.expires);
    overwrite(state.cache.date, answer.cache.date);
    state.cache.age = answer.cache.age;
}

/** The newest distinct instants, newest first; dates of the future say nothing of the rhythm. */
void merge_publications(FeedState& state, Feed const& feed, Instant now) {
    auto& known = state.published;
    for (auto const& item : feed.items)
        if (item.published && *item.published <= now) known.push_back(*item.published);
    std::sort(known.begin(), known.end(), std::greater<>{});
    known.erase(std::unique(known.begin(), known.end()), known.end());
    if (known.size() > remembered_publications) known.resize(remembered_publications);
}

void fold_feed(FeedState& state, Feed const& feed, Change const* change, Instant now) {
    state.title = feed.title;
    state.home_page_url = feed.home_page_url;
    state.hints = feed.hints;
    merge_publications(state, feed, now);
    if (!state.first_polled) {
        state.first_polled = now;
        for (auto const& item : feed.items)
            if (item.published && is_plausible_date(*item.published, now) &&
                (!state.oldest_at_first_poll || *item.published < *state.oldest_at_first_poll))
                state.oldest_at_first_poll = item.published;
    }
    if (change && std::any_of(change->items.begin(), change->items.end(),
                              [](JudgedItem const& item) { return item.verdict == Verdict::is_new; }))
        state.last_new = now;
}

void fold_success(FeedState& state) {
    state.health = Health::ok;
    state.failures = 0;
    state.failing_since.reset();
    state.last_error.clear();
}

void fold_failure(FeedState& state, std::string const& reason, Instant now) {
    state.last_error = reason;
    ++state.failures;
    if (!state.failing_since) state.failing_since = now;
    state.health = Health::failing;
}

}  // namespace

FeedState after_poll(FeedState state, Fetched const& fetched, Reading const& reading, Change const* change,
                     Instant now) {
    state.last_polled = now;

    if (auto const* failure = std::get_if<FetchFailure>(&fetched)) {
        state.last_status = failure->answer ? failure->answer->status : 0;
        if (failure->kind == FetchFailure::Kind::offline) {  // not the feed's fault
            state.last_error = failure->reason;
        } else {
            fold_failure(state, failure->reason, now);
            if (failure->kind == FetchFailure::Kind::gone) state.health = Health::gone;
        }
        return state;
    }

    if (auto const* same = std::get_if<NotModified>(&fetched)) {
        state.last_status = same->answer.status;
        fold_not_modified(state, same->answer);
        fold_success(state);
        return state;
    }

    auto const& document = std::get<Document>(fetched);
    state.last_status = document.answer.status;
    state.body_bytes = document.body.size();
    if (auto const* failure = std::get_if<ParseFailure>(&reading)) {  // the old validators stay
        fold_failure(state, failure->reason, now);
        return state;
    }

    auto const* feed = std::get_if<Feed>(&reading);
    bool const whole = document.complete && !(feed && feed->truncated);
    if (whole) {  // every 200 replaces the pair, also one whose body is the same
        state.validators = document.answer.validators;
        state.cache = document.answer.cache;
        state.body = fingerprint_of(document.body);
    }
    fold_success(state);
    if (feed) {
        fold_feed(state, *feed, change, now);
        if (feed->expired) state.health = Health::gone;  // B-26
    }
    return state;
}

Validators validators_for(FeedState const& state) {
    return state.validators.empty() ? Validators{} : state.validators;
}

bool is_same_body(FeedState const& before, Fetched const& fetched) {
    auto const* document = std::get_if<Document>(&fetched);
    return document && document->complete && before.body != Fingerprint{} &&
           before.body == fingerprint_of(document->body);
}

}  // namespace feedherald::schedule
