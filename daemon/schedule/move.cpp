// SPDX-License-Identifier: MIT
#include "schedule/move.hpp"

#include "base/uri.hpp"
#include "base/uri_host.hpp"
#include "schedule/portal.hpp"
#include "schedule/retry_after.hpp"

#include <algorithm>
#include <variant>

namespace feedherald::schedule {

namespace {

using namespace std::chrono_literals;

constexpr int enough_sightings = 3;
constexpr Duration enough_time = 48h;
constexpr Duration look_again_after = 24h;
constexpr Duration longest_peace = 7 * 24h;
constexpr int failures_that_undo = 3;        // as many as are free: the old address may know better by then

/** Asked directly, an address is judged as one that the user wrote; so inside the house only the host itself may move,
 *  and everything else goes through the redirect, hop by hop (C-22). */
bool may_be_asked_directly(Subscription const& sub, std::string const& target) {
    auto const from = parse_uri(sub.url);
    auto const to = parse_uri(target);
    if (!from || !to || !to->is_http()) return false;
    if (from->scheme == "https" && to->scheme == "http") return false;
    if (from->host == to->host) return true;
    return !sub.fetch->allow_private && !names_private_host(from->host) && !names_private_host(to->host);
}

bool is_known(JudgedItem const& item) {
    return item.verdict == Verdict::known || item.verdict == Verdict::updated || item.verdict == Verdict::rekeyed;
}

/** The same feed answers there: its self link names the old address, it holds an item that is known, or nothing
 *  is known yet that it could differ from. */
bool is_same_feed(FeedState const& before, Reading const& reading, Change const* change) {
    if (std::holds_alternative<NothingNew>(reading)) return true;  // the server or the bytes say so
    auto const& feed = std::get<Feed>(reading);
    if (!before.first_polled) return true;
    if (!feed.feed_url.empty() && (feed.feed_url == before.url || feed.feed_url == before.validators.url)) return true;
    return change && std::any_of(change->items.begin(), change->items.end(), is_known);
}

bool has_failed(Fetched const& fetched, Reading const& reading) {
    return std::holds_alternative<FetchFailure>(fetched) || std::holds_alternative<ParseFailure>(reading);
}

bool is_offline(Fetched const& fetched) {
    auto const* failure = std::get_if<FetchFailure>(&fetched);
    return failure && failure->kind == FetchFailure::Kind::offline;
}

Move seen_again(Move move, Instant now) {
    ++move.sightings;
    move.last_seen = now;
    return move;
}

/** The old address wants to be left alone: the feed is asked at the new one meanwhile. */
Move left_alone(Move move, Answer const& answer, Instant now) {
    if (auto const wait = retry_after(answer.cache, now))
        move.last_seen = std::max(*move.last_seen, now + *wait - look_again_after);
    return move;
}

}  // namespace

bool is_adopted(Move const& move) {
    return move.sightings >= enough_sightings && *move.last_seen - *move.first_seen >= enough_time;
}

std::string request_url(Subscription const& sub, FeedState const& state, Instant now) {
    auto const& move = state.move;
    if (move.to.empty() || !may_be_asked_directly(sub, move.to)) return sub.url;
    // Further ahead than a Retry-After can put it: seen under a wrong clock.
    bool const is_implausible = *move.last_seen > now + longest_peace;
    bool const looks_again = !is_adopted(move) && (now >= *move.last_seen + look_again_after || is_implausible);
    return looks_again ? sub.url : move.to;
}

bool only_old_address_failed(FeedState const& before, std::string const& asked, Fetched const& fetched,
                             Reading const& reading) {
    return !before.move.to.empty() && asked != before.move.to && has_failed(fetched, reading) && !is_offline(fetched);
}

bool is_taken_back(FeedState const& before, std::string const& asked, Move const& after) {
    return asked == before.move.to && after.to.empty();
}

Move after_request(FeedState const& before, Subscription const& sub, std::string const& asked, Fetched const& fetched,
                   Reading const& reading, Change const* change, int failures, Instant now) {
    auto const& move = before.move;
    if (is_offline(fetched)) return move;
    // The old address has died in the meantime: it leads nowhere else, which is all that there was to see.
    auto const* answer = answer_of(fetched);
    if (only_old_address_failed(before, asked, fetched, reading)) {
        auto const seen = seen_again(move, now);
        return answer ? left_alone(seen, *answer, now) : seen;
    }
    bool const at_new_address = asked == move.to;
    if (has_failed(fetched, reading)) {
        bool const is_missing = answer && (answer->status == 404 || answer->status == 410);
        return at_new_address && (is_missing || failures >= failures_that_undo) ? Move{} : move;
    }
    bool const moved = answer->moved_permanently && !looks_like_a_portal(answer->url) &&
                       may_be_asked_directly(sub, answer->url) && is_same_feed(before, reading, change);
    if (!moved) return at_new_address ? move : Move{};
    if (answer->url == move.to) return seen_again(move, now);
    return Move{answer->url, now, now, 1};
}

}  // namespace feedherald::schedule
