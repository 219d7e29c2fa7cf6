// SPDX-License-Identifier: MIT
#include "engine/poll.hpp"

#include "base/dates.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "diff/diff.hpp"
#include "dispatch/feed_alerts.hpp"
#include "dispatch/route.hpp"
#include "engine/fetch.hpp"
#include "engine/handover.hpp"
#include "engine/holding.hpp"
#include "engine/item_text.hpp"
#include "engine/merged.hpp"
#include "engine/older_pages.hpp"
#include "engine/poll_report.hpp"
#include "parse/html_discover.hpp"
#include "parse/read.hpp"
#include "schedule/due.hpp"
#include "schedule/move.hpp"
#include "schedule/state.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

constexpr std::size_t text_characters = 2000;  // more than any sink shows

/** Why this poll failed, in words; empty when it did not. */
std::string failure_of(Fetched const& fetched, Reading const& reading) {
    if (auto const* failure = std::get_if<FetchFailure>(&fetched)) return failure->reason;
    if (auto const* failure = std::get_if<ParseFailure>(&reading)) return failure->reason;
    return {};
}

/** What cannot be read because it broke off says so. */
Reading read(Fetched const& fetched) {
    auto reading = parse::read(fetched);
    auto const* document = std::get_if<Document>(&fetched);
    auto* failure = std::get_if<ParseFailure>(&reading);
    if (document && failure && !document->complete && failure->kind != ParseFailure::Kind::binary)
        failure->reason = "the answer broke off: " + failure->reason;
    return reading;
}

std::size_t count_new(Change const& change) {
    std::size_t count = 0;
    for (auto const& item : change.items)
        if (item.verdict == Verdict::is_new || item.verdict == Verdict::first_poll) ++count;
    return count;
}

bool is_away(Health health) {
    return health == Health::failing || health == Health::gone;
}

/** What nobody could use is not carried along. */
void tidy(Item& item, Instant now) {
    item.text = cut(item.text, text_characters);
    for (auto* date : {&item.published, &item.modified})
        if (*date && !is_plausible_date(**date, now)) date->reset();
}

/** What a document owes the user: its alerts, and the rows of the seen-set. */
struct Consequence {
    Change change;
    std::vector<Owed> owed;
    std::vector<Alert> withheld;
    std::vector<store::Decision> decisions;
};

/** `ready`: the change, where it is known already. */
Consequence consequence_of(Feed& feed, FeedState const& before, Subscription const& sub,
                           std::vector<SeenItem> const& seen_by_others, std::optional<Change> ready, Rooms const& rooms,
                           Instant now) {
    Consequence result;
    if (ready && seen_by_others.empty()) {
        result.change = std::move(*ready);
    } else {
        auto seen = rooms.store.seen(sub.id);
        if (before.first_polled) add_seen(seen, seen_by_others);
        result.change = diff::diff(before, seen, feed, now);
    }
    add_plain_texts(feed, result.change, *sub.alerts);
    dispatch::Rules const rules(*sub.alerts);
    auto routed = dispatch::route(result.change, feed, before, sub, rules, now);
    result.owed = std::move(routed.owed);
    for (std::size_t i = 0; i < routed.decisions.size(); ++i) {  // one an item of the change, in its order
        auto const& judged = result.change.items[i];
        // That it is known by now does not say why it was alerted when it was not.
        if (judged.verdict == Verdict::known || judged.verdict == Verdict::duplicate) continue;
        if (judged.verdict == Verdict::is_new && !routed.decisions[i].alerted) {
            auto& alert = result.withheld.emplace_back(dispatch::alert_of(before, sub, feed.title, now));
            alert.item = feed.items[judged.index];
            tidy(alert.item, now);
        }
        result.decisions.push_back({judged.seen.key, now, std::move(routed.decisions[i].reason)});
    }
    for (auto& owed : result.owed) tidy(owed.alert.item, now);
    return result;
}

/** Whether losing the record at a crash would cost one more conditional request and nothing else. */
bool may_wait(FeedState const& before, FeedState const& after, store::PollRecord const& record) {
    return record.seen.empty() && record.owed.empty() && record.decisions.empty() && before.health == Health::ok &&
           after.health == Health::ok && after.last_error.empty() && !before.not_before && !after.not_before &&
           before.validators == after.validators && before.move == after.move &&
           before.habits.probed == after.habits.probed;
}

Polled offline(Fetched const& fetched, Subscription const& sub, FeedState const& before) {
    Polled polled;
    polled.result = Polled::Result::failed;
    polled.is_offline = true;
    polled.feed = sub.shown_name(before.title);
    polled.reason = "our own network seems to be away";
    if (auto const* failure = std::get_if<FetchFailure>(&fetched)) polled.reason += " (" + failure->reason + ")";
    log_debug(polled.feed + ": " + polled.reason, {{"FEED_URL", sub.url}});
    return polled;
}

/** One request and its answer, for all who asked together. */
struct Inquiry {
    std::string url;
    Fetched fetched;
    std::optional<Reading> reading;  ///< where it was read ahead, to look for a gap
    std::optional<Change> change;    ///< what that came to for the one who asked
    bool has_gap = false;
    bool gap_is_closed = false;
    std::optional<Fetched> refused_page;  ///< of the older ones
};

std::string answering_url(Inquiry const& inquiry) {
    if (auto const* document = std::get_if<Document>(&inquiry.fetched)) return document->answer.url;
    if (auto const* same = std::get_if<NotModified>(&inquiry.fetched)) return same->answer.url;
    auto const& failure = std::get<FetchFailure>(inquiry.fetched);
    return failure.answer ? failure.answer->url : inquiry.url;
}

/** The address of the feed that a page in its place names. */
std::string suggestion_in(Fetched const& fetched, Reading const& reading) {
    auto const* failure = std::get_if<ParseFailure>(&reading);
    auto const* document = std::get_if<Document>(&fetched);
    if (!document || !failure || failure->kind != ParseFailure::Kind::html) return {};
    return parse::suggested_feed(document->body, document->answer.content_type, document->answer.url);
}

FeedState state_of(Subscription const& sub, Rooms const& rooms) {
    return rooms.store.known(sub.id).value_or(FeedState{.id = sub.id, .url = sub.url});
}

/** Everything that an answer means for one feed, recorded in one transaction. */
Polled take_in(Subscription const& sub, FeedState const& before, Inquiry const& inquiry, std::optional<Change> judged,
               std::vector<SeenItem> const& seen_by_others, std::vector<Owed>& owed_before, Rooms const& rooms) {
    auto const now = rooms.clock.now();
    auto const& fetched = inquiry.fetched;
    Reading reading = NothingNew{};
    if (!schedule::is_same_body(before, fetched)) reading = inquiry.reading ? *inquiry.reading : read(fetched);
    Consequence consequence;
    auto* const feed = std::get_if<Feed>(&reading);
    if (feed) consequence = consequence_of(*feed, before, sub, seen_by_others, std::move(judged), rooms, now);
    consequence.change.gap = feed && inquiry.has_gap;
    consequence.change.gap_closed = inquiry.gap_is_closed;
    if (consequence.change.gap && !consequence.change.gap_closed) report_gap(sub, before);
    auto const* const change = feed ? &consequence.change : nullptr;

    bool const lives_elsewhere = schedule::only_old_address_failed(before, inquiry.url, fetched, reading);
    auto after = before;
    if (lives_elsewhere)
        after.last_polled = now;
    else
        after = schedule::after_poll(before, fetched, reading, change, now);
    if (auto const page = suggestion_in(fetched, reading); !page.empty()) after.suggested_url = page;
    after.move = schedule::after_request(before, sub, inquiry.url, fetched, reading, change, after.failures, now);
    if (after.health == Health::gone && schedule::is_taken_back(before, inquiry.url, after.move))
        after.health = Health::failing;
    if (lives_elsewhere) reading = NothingNew{};
    Fetched const unchanged = NotModified{};
    auto const due = schedule::next_due(now, sub, after, lives_elsewhere ? unchanged : fetched, reading, rooms.jitter(),
                                        schedule::refusals_in_a_row(before, fetched));
    bool const gone = after.health == Health::gone;
    after.next_poll = gone ? std::nullopt : std::optional(due.at);
    after.next_poll_why = gone ? std::string() : due.reason;
    after.not_before = due.not_before;
    drop_repeated(consequence.owed, owed_before);
    for (auto& owed : dispatch::feed_alerts(before, after, sub, now)) consequence.owed.push_back(std::move(owed));
    if (!consequence.owed.empty())
        dispatch::hold_back(consequence.owed, rooms.desktop_sinks, held_until(sub, rooms, now));

    store::PollRecord record;
    for (auto& item : consequence.change.items) record.seen.push_back(item.seen);
    for (auto& mark : consequence.change.marks) record.seen.push_back(mark);
    record.owed = std::move(consequence.owed);
    record.withheld = std::move(consequence.withheld);
    record.decisions = std::move(consequence.decisions);
    record.state = after;
    if (may_wait(before, after, record))
        rooms.store.record_unchanged(after);
    else
        rooms.store.record(record, now);
    if (!record.owed.empty()) rooms.outbox_changed();

    Polled polled;
    polled.feed = sub.shown_name(after.title);
    polled.reason = failure_of(lives_elsewhere ? unchanged : fetched, reading);
    if (feed) polled.new_items = count_new(consequence.change);
    if (!polled.reason.empty())
        polled.result = Polled::Result::failed;
    else if (feed && !record.owed.empty())
        polled.result = Polled::Result::changed;
    if (polled.new_items > 0) polled.result = Polled::Result::changed;
    polled.next_poll = after.next_poll;
    polled.next_url = schedule::request_url(sub, after, due.at);
    polled.document_url = after.validators.url;
    polled.answered_by = answering_url(inquiry);
    polled.host = schedule::host_answer(fetched, now);
    if (inquiry.refused_page) heed_refusal(*inquiry.refused_page, polled, now);
    polled.health = after.health;
    polled.began_to_fail = !is_away(before.health) && is_away(after.health);
    polled.recovered = is_away(before.health) && !is_away(after.health);
    for (auto& owed : record.owed)
        if (owed.alert.kind == AlertKind::item_new) polled.alerts.push_back(std::move(owed.alert));
    report(polled, sub, before, after, due, consequence.change.rekeyed, now);
    return polled;
}

std::vector<Polled> all_offline(std::vector<Subscription> const& together, Fetched const& fetched, Rooms const& rooms) {
    std::vector<Polled> results;
    for (auto const& sub : together) results.push_back(offline(fetched, sub, state_of(sub, rooms)));
    return results;
}

/** 226 and what was cut short are parts: what they lack was not missed. */
bool is_whole(Document const& document) {
    return document.complete && document.answer.status != 226;
}

/** A document that holds nothing known is read together with its older pages. */
asio::awaitable<Inquiry> looked_for_a_gap(Inquiry inquiry, Subscription const& sub, FeedState const& known,
                                          Rooms const& rooms, Duration host_gap, net::BeforeRedirect before_redirect) {
    auto const* const document = std::get_if<Document>(&inquiry.fetched);
    if (!document || !is_whole(*document) || !known.first_polled) co_return inquiry;
    if (schedule::is_same_body(known, inquiry.fetched)) co_return inquiry;
    inquiry.reading = read(inquiry.fetched);
    auto* const feed = std::get_if<Feed>(&*inquiry.reading);
    if (!feed) co_return inquiry;
    auto const seen = rooms.store.seen(sub.id);
    auto const now = rooms.clock.now();
    auto change = diff::diff(known, seen, *feed, now);
    inquiry.has_gap = leaves_a_gap(change, *feed);
    if (!inquiry.has_gap) {
        inquiry.change = std::move(change);
        co_return inquiry;
    }
    std::function<Change(Feed const&)> const judge = [&](Feed const& longer) {
        return diff::diff(known, seen, longer, now);
    };
    Feed const short_one = std::move(*feed);
    std::string const url = document->answer.url;
    auto older = co_await with_older_pages(short_one, url, sub, rooms, host_gap, std::move(before_redirect), judge);
    inquiry.gap_is_closed = older.reach_back;
    inquiry.reading = std::move(older.feed);
    inquiry.refused_page = std::move(older.refusal);
    co_return inquiry;
}

/** A 304 speaks of the copy that was asked about, and of no other. */
bool speaks_of(Fetched const& fetched, Validators const& asked, Validators const& ours) {
    return !std::holds_alternative<NotModified>(fetched) || asked == ours;
}

}  // namespace

Polled take_in(Subscription const& sub, Fetched const& fetched, Rooms const& rooms) {
    Inquiry const inquiry{sub.url, fetched};
    std::vector<Owed> owed;
    return take_in(sub, state_of(sub, rooms), inquiry, {}, {}, owed, rooms);
}

asio::awaitable<std::vector<Polled>> poll(std::vector<Subscription> const& together, Rooms const& rooms,
                                          FeedsAt others_at, Outage& outage, Duration host_gap,
                                          net::BeforeRedirect before_redirect) {
    auto const& speaker = together.front();
    auto const revision = rooms.store.revision();
    auto const known = state_of(speaker, rooms);
    Inquiry inquiry;
    inquiry.url = schedule::request_url(speaker, known, rooms.clock.now());
    // `add` leaves an answer for a feed's first poll, and for the one after it was added again.
    bool const was_added = !known.last_polled || !known.next_poll;
    auto handed = was_added ? take_handed_over(rooms.store.directory(), speaker.url, rooms.clock.now()) : std::nullopt;
    if (handed) {
        inquiry.fetched = std::move(*handed);
    } else {
        auto validators = schedule::validators_for(known, rooms.clock.now());
        inquiry.fetched =
            co_await fetch(rooms.http, rooms.clock, speaker, inquiry.url, std::move(validators), before_redirect);
        if (outage.is_ours(inquiry.url, inquiry.fetched, rooms.clock.now()))
            co_return all_offline(together, inquiry.fetched, rooms);
        inquiry =
            co_await looked_for_a_gap(std::move(inquiry), speaker, known, rooms, host_gap, std::move(before_redirect));
    }

    // Before any of them takes the answer in: what is new to one of several is new to all.
    std::vector<std::vector<SeenItem>> seen;
    auto const same_document = others_at(answering_url(inquiry));
    for (auto const& sub : together) seen.push_back(seen_by_others(rooms.store, same_document, sub.id));
    std::vector<Polled> results;
    std::vector<Owed> owed;
    for (std::size_t i = 0; i < together.size(); ++i) {
        auto const& sub = together[i];
        bool const is_as_read = i == 0 && rooms.store.revision() == revision;  // else the clock was set meanwhile
        auto const before = is_as_read ? known : state_of(sub, rooms);
        if (speaks_of(inquiry.fetched, known.validators, before.validators)) {
            auto judged = std::exchange(inquiry.change, std::nullopt);  // of the first, who asked
            results.push_back(take_in(sub, before, inquiry, std::move(judged), seen[i], owed, rooms));
            continue;
        }
        auto& passed_over = results.emplace_back();
        passed_over.result = Polled::Result::not_asked;
        passed_over.next_poll = before.next_poll;
        passed_over.next_url = schedule::request_url(sub, before, rooms.clock.now());
        passed_over.document_url = before.validators.url;
    }
    co_return results;
}

}  // namespace feedherald::engine
