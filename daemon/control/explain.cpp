// SPDX-License-Identifier: MIT
#include "control/explain.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "schedule/move.hpp"

#include <utility>

namespace feedherald::control {

namespace {

std::string at(Instant instant, Instant now) {
    auto text = told(instant);
    if (instant > now) return text + " (in " + in_words(instant - now) + ")";
    return text + " (" + in_words(now - instant) + " ago)";
}

std::string answer_in_words(FeedState const& state) {
    if (!state.last_error.empty()) return state.last_error;
    if (state.last_status == 304) return "not modified (304)";
    return state.last_status == 0 ? "it could be read" : "status " + std::to_string(state.last_status);
}

void tell_last_poll(std::vector<std::string>& say, FeedState const& state, Instant now) {
    if (!state.last_polled) {
        say.push_back("It has never been polled.");
        return;
    }
    say.push_back("The last poll was at " + at(*state.last_polled, now) + ": " + answer_in_words(state) + ".");
    if (state.failing_since && state.failures > 0)
        say.push_back("It has failed " + std::to_string(state.failures) + (state.failures == 1 ? " time" : " times") +
                      " in a row, since " + at(*state.failing_since, now) + ".");
    if (!state.error_body.empty()) say.push_back("The server said: " + cut(fold_white_space(state.error_body), 200));
    if (!state.move.to.empty())
        say.push_back("Its server calls it moved for good to " + state.move.to + ", which is asked instead" +
                      (schedule::is_adopted(state.move) ? ": change its url in the configuration." : "."));
    if (state.may_have_missed)
        say.push_back("At " + told(*state.may_have_missed) +
                      " its document held nothing of the one before: items may have come and gone unseen.");
    if (!state.suggested_url.empty())
        say.push_back("Its document names another address: " + state.suggested_url +
                      "; nothing follows that by itself.");
    if (state.last_new) say.push_back("The last new item came at " + at(*state.last_new, now) + ".");
}

/** The rule that decided, and the header, element or rhythm that it read. */
std::string cause_of(FeedRow const& row) {
    auto const& state = row.state;
    auto why = state.next_poll_why;
    if (state.failures > 0 || !state.last_error.empty()) return why;
    if (why.find("the server says") == 0) {
        auto const& header = state.cache.cache_control;
        why += header.find("max-age") != std::string::npos ? " (Cache-Control: " + header + ")"
               : !state.cache.expires.empty()              ? " (Expires: " + state.cache.expires + ")"
                                                           : "";
    } else if (why.find("the feed's document") == 0) {
        if (state.hints.ttl) why += " (ttl " + std::to_string(state.hints.ttl->count()) + " minutes)";
        if (state.hints.update_period) why += " (sy:updatePeriod, every " + in_words(*state.hints.update_period) + ")";
    } else if (why.find("the feed") == 0 && !state.published.empty()) {
        why += ", as its last " + std::to_string(state.published.size()) +
               (state.published.size() == 1 ? " post says" : " posts say");
    } else if (why.find("the configured interval") == 0) {
        why += ", every " + in_words(row.interval.value_or(Duration{}));
    }
    if (state.hints.skip_hours.any() || state.hints.skip_days.any())
        why += "; hours or days that it asks to skip are left out";
    return why;
}

void tell_next_poll(std::vector<std::string>& say, FeedRow const& row, Instant now) {
    switch (row.condition) {
        case FeedRow::Condition::paused:
            say.push_back("It is not polled: enabled = false in the configuration.");
            return;
        case FeedRow::Condition::gone:
            say.push_back(
                "It is not polled any more: its server says that it is gone. 'feedherald poll' with its name asks once "
                "more.");
            return;
        default:
            break;
    }
    auto const why = row.state.last_polled ? cause_of(row) : std::string();
    if (!row.next_poll)
        say.push_back("It is polled as soon as the daemon can.");
    else if (*row.next_poll <= now)
        say.push_back("It has been due since " + at(*row.next_poll, now) + (why.empty() ? "" : ": " + why) + ".");
    else
        say.push_back("The next poll is at " + at(*row.next_poll, now) + (why.empty() ? "" : ": " + why) + ".");
    if (row.state.not_before && *row.state.not_before > now)
        say.push_back("Its server asked to be left alone until " + at(*row.state.not_before, now) + " (Retry-After).");
}

}  // namespace

Explanation explain_feed(FeedRow const& row, store::Store* store, Instant now) {
    Explanation explanation;
    auto& say = explanation.sentences;
    say.push_back(row.shown_name() + (row.shown_name() == row.feed->url ? "" : " is " + row.feed->url) + ".");
    tell_last_poll(say, row.state, now);
    tell_next_poll(say, row, now);
    if (store != nullptr)
        if (auto const muted = store->muted_until(row.state.id, now))
            say.push_back("Its pop-ups are muted until " + at(*muted, now) + ".");
    explanation.facts = facts_of(row);
    return explanation;
}

Facts facts_of(Explanation const& explanation) {
    auto facts = explanation.facts;
    FactList sentences;
    std::string text;
    for (auto const& sentence : explanation.sentences) {
        sentences.emplace_back(sentence);
        text += (text.empty() ? "" : " ") + sentence;
    }
    facts.emplace_back("sentences", std::move(sentences));
    facts.emplace_back("text", std::move(text));
    return facts;
}

}  // namespace feedherald::control
