// SPDX-License-Identifier: MIT
#include "schedule/state.hpp"

#include "base/dates.hpp"
#include "base/sha256.hpp"
#include "schedule/rhythm.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <variant>

namespace feedherald::schedule {

namespace {

constexpr std::size_t remembered_publications = 64;
constexpr int ignored_tags_that_prove_it = 3;
constexpr Duration stuck_for = std::chrono::days{8};
constexpr Duration between_probes = std::chrono::days{7};
constexpr int overdue_that_are_too_many = 5;

Fingerprint fingerprint_of(std::string const& body) {
    auto const digest = sha256(body);
    Fingerprint fingerprint;
    std::copy_n(digest.begin(), fingerprint.size(), fingerprint.begin());
    return fingerprint;
}

bool is_same_body(FeedState const& before, Document const& document) {
    return document.complete && before.body != Fingerprint{} && before.body == fingerprint_of(document.body);
}

/** Apache's mod_deflate and its like add their name to the tag, and then do not know it again. */
bool is_marked_by_a_compressor(std::string_view etag) {
    return etag.ends_with("-gzip\"") || etag.ends_with("-br\"") || etag.ends_with(";gzip\"");
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

/** When a new item came to be in the feed. A date is believed where it lies between our last two looks; a publisher
 * that dates by the day, ahead or not at all is judged by when the item was there to be seen. */
Instant appeared(Item const& item, Instant last_look, Instant now) {
    if (item.published && *item.published > last_look && *item.published <= now) return *item.published;
    return last_look + (now - last_look) / 2;
}

/** The newest distinct instants, newest first. `last_look`: the poll before this one, if it saw the feed. */
void merge_publications(FeedState& state, Feed const& feed, Change const* change, std::optional<Instant> last_look,
                        Instant now) {
    auto& known = state.published;
    if (change && last_look && !change->is_first) {
        for (auto const& judged : change->items)
            if (judged.verdict == Verdict::is_new) known.push_back(appeared(feed.items[judged.index], *last_look, now));
    } else {
        for (auto const& item : feed.items)
            if (item.published && *item.published <= now) known.push_back(*item.published);
    }
    std::sort(known.begin(), known.end(), std::greater<>{});
    known.erase(std::unique(known.begin(), known.end()), known.end());
    if (known.size() > remembered_publications) known.resize(remembered_publications);
}

void fold_gap(FeedState& state, Change const& change, std::optional<Instant> last_look, Instant now) {
    if (!change.gap || change.rekeyed) return;
    state.last_gap = now;
    state.wait_before_gap = now - last_look.value_or(now);
    if (!change.gap_closed) state.may_have_missed = now;
}

void fold_feed(FeedState& state, Feed const& feed, Change const* change, std::optional<Instant> last_look,
               Instant now) {
    state.title = feed.title;
    state.home_page_url = feed.home_page_url;
    state.hints = feed.hints;
    state.suggested_url = feed.new_feed_url == state.url ? std::string{} : feed.new_feed_url;
    merge_publications(state, feed, change, last_look, now);
    if (change) fold_gap(state, *change, last_look, now);
    if (!state.first_polled) {
        state.first_polled = now;
        for (auto const& item : feed.items) {
            auto const dated = item.dated();
            if (dated && is_plausible_date(*dated, now) &&
                (!state.oldest_at_first_poll || *dated < *state.oldest_at_first_poll))
                state.oldest_at_first_poll = dated;
        }
    }
    if (change && std::any_of(change->items.begin(), change->items.end(),
                              [](JudgedItem const& item) { return item.verdict == Verdict::is_new; }))
        state.last_new = now;
    if (change && change->rekeyed) state.renamed = now;
}

/** the same bytes came although we had asked only for others. */
void count_ignored_conditions(Habits& habits, FeedState const& before, Document const& document, bool asked) {
    bool const ignored = asked && is_same_body(before, document);
    if (ignored) ++habits.ignored;
    bool const own_tag = ignored && document.answer.validators == before.validators;
    habits.ignored_in_a_row = own_tag ? habits.ignored_in_a_row + 1 : 0;
    if (habits.ignored_in_a_row >= ignored_tags_that_prove_it && is_marked_by_a_compressor(before.validators.etag))
        habits.ignores_etag = true;
}

void fold_success(FeedState& state) {
    state.health = Health::ok;
    state.failures = 0;
    state.failing_since.reset();
    state.last_error.clear();
    state.error_body.clear();
}

void fold_failure(FeedState& state, std::string const& reason, Instant now) {
    state.last_error = reason;
    ++state.failures;
    if (!state.failing_since) state.failing_since = now;
    state.health = Health::failing;
}

}  // namespace

FeedState after_poll(FeedState before, Fetched const& fetched, Reading const& reading, Change const* change,
                     Instant now) {
    FeedState state = before;
    bool const asked = !validators_for(before, now).empty();
    auto const last_look = before.failures == 0 ? before.last_polled : std::nullopt;
    if (is_probe_due(before, now)) state.habits.probed = now;
    state.last_polled = now;

    if (auto const* failure = std::get_if<FetchFailure>(&fetched)) {
        state.last_status = failure->answer ? failure->answer->status : 0;
        state.error_body = failure->body_start;
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
        ++state.habits.not_modified;
        state.habits.ignored_in_a_row = 0;
        fold_success(state);
        return state;
    }

    auto const& document = std::get<Document>(fetched);
    state.last_status = document.answer.status;
    state.body_bytes = document.body.size();
    ++state.habits.documents;
    state.habits.last_document = now;
    if (auto const* failure = std::get_if<ParseFailure>(&reading)) {  // the old validators stay
        fold_failure(state, failure->reason, now);
        return state;
    }

    auto const* feed = std::get_if<Feed>(&reading);
    count_ignored_conditions(state.habits, before, document, asked);
    bool const whole = document.complete && !(feed && feed->truncated);
    if (whole) {  // every 200 replaces the pair, also one whose body is the same
        state.validators = document.answer.validators;
        state.cache = document.answer.cache;
        state.body = fingerprint_of(document.body);
    }
    fold_success(state);
    if (feed) {
        fold_feed(state, *feed, change, last_look, now);
        if (feed->expired) state.health = Health::gone;  // B-26
    }
    return state;
}

Validators validators_for(FeedState const& state, Instant now) {
    if (state.validators.empty() || is_probe_due(state, now)) return {};
    Validators validators = state.validators;
    // Another kind of tag gets another chance.
    bool const is_useless = state.habits.ignores_etag && is_marked_by_a_compressor(validators.etag);
    if (is_useless && !validators.last_modified.empty()) validators.etag.clear();
    return validators;
}

bool is_probe_due(FeedState const& state, Instant now) {
    auto const& habits = state.habits;
    if (state.health == Health::gone || state.validators.empty()) return false;
    if (!habits.last_document || now - *habits.last_document < stuck_for) return false;
    if (sessions_overdue(state.published, now) < overdue_that_are_too_many) return false;
    // A feed that has ended is probed ever more seldom: each time when half of its silence lies behind the last probe.
    return !habits.probed || now - *habits.probed >= std::max(between_probes, (now - state.published.front()) / 2);
}

bool is_same_body(FeedState const& before, Fetched const& fetched) {
    auto const* document = std::get_if<Document>(&fetched);
    return document && is_same_body(before, *document);
}

}  // namespace feedherald::schedule
