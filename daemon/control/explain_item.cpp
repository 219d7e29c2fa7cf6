// SPDX-License-Identifier: MIT
// explain_item() of explain.hpp.
#include "base/duration.hpp"
#include "base/text.hpp"
#include "control/explain.hpp"
#include "control/history.hpp"
#include "diff/identity.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace feedherald::control {

namespace {

/** What the state remembers of one item. */
struct Memory {
    std::optional<SeenItem> seen;
    std::optional<store::Decision> decision;
    std::vector<store::HistoryEntry> alerts;  ///< newest first
    [[nodiscard]] bool empty() const { return !seen && !decision && alerts.empty(); }
};

Memory remember(store::Store& store, FeedId feed, std::string const& wanted) {
    Memory memory;
    auto const by_id = diff::fingerprint(trim(wanted));
    auto const by_link = diff::link_fingerprint(wanted);
    for (auto const& item : store.seen(feed)) {
        if (diff::is_shared_name_mark(item) || (item.key != by_id && item.key != by_link && item.link != by_link))
            continue;
        if (!memory.seen || item.first_seen > memory.seen->first_seen) memory.seen = item;
    }
    if (memory.seen) memory.decision = store.decision(feed, memory.seen->key);
    for (auto& entry : store.history(std::numeric_limits<std::int32_t>::max(), feed)) {
        auto const& item = entry.alert.item;
        if (item.id == wanted || item.url == wanted ||
            (!item.url.empty() && diff::link_fingerprint(item.url) == by_link))
            memory.alerts.push_back(std::move(entry));
    }
    return memory;
}

std::string what_became(store::HistoryDelivery const& delivery, Instant now) {
    auto const when = delivery.time ? " at " + told(*delivery.time) : "";
    auto const tries = delivery.attempts > 1 ? " after " + std::to_string(delivery.attempts) + " attempts" : "";
    auto const why = delivery.last_error.empty() ? "" : ": " + delivery.last_error;
    auto const again = delivery.not_before && *delivery.not_before > now ? told(*delivery.not_before) : "";
    switch (delivery.state) {
        case store::Settlement::State::delivered:
            return "delivered" + when + tries;
        case store::Settlement::State::failed:
            return "given up" + when + tries + why;
        case store::Settlement::State::held:
            return "held since " + (delivery.time ? told(*delivery.time) : std::string("then")) +
                   (again.empty() ? "" : " until " + again) +
                   (why.empty() ? ", by quiet hours, do-not-disturb or a mute" : why);
        case store::Settlement::State::pending:
            break;
    }
    if (delivery.attempts > 0)
        return "not accepted yet, last tried" + when + tries + (again.empty() ? "" : ", next at " + again) + why;
    if (again.empty()) return "waits to be delivered" + why;
    if (delivery.was_postponed && why.empty()) return "put off by Later, shown again at " + again;
    return "waits to be delivered, tried again at " + again + why;
}

}  // namespace

std::optional<Explanation> explain_item(FeedRow const& row, store::Store& store, std::string const& wanted,
                                        Instant now) {
    auto const memory = remember(store, row.state.id, wanted);
    if (memory.empty()) return std::nullopt;
    Explanation explanation;
    auto& say = explanation.sentences;
    auto& facts = explanation.facts;
    auto const title = memory.alerts.empty() ? std::string() : memory.alerts.front().alert.item.title;
    facts = {{"feed", row.feed->url}, {"item", wanted}, {"title", Fact::known(title)}};
    say.push_back((title.empty() ? wanted : "\"" + title + "\"") + " is an item of " + row.shown_name() + ".");
    if (memory.seen) {
        say.push_back("It was first seen at " + told(memory.seen->first_seen) + " (" +
                      in_words(now - std::min(now, memory.seen->first_seen)) + " ago)" +
                      (memory.seen->published ? " and says that it was published at " + told(*memory.seen->published)
                                              : std::string()) +
                      ".");
        facts.emplace_back("first_seen", memory.seen->first_seen);
        facts.emplace_back("published", memory.seen->published);
    }
    if (memory.decision) {
        bool const alerted = std::any_of(memory.alerts.begin(), memory.alerts.end(),
                                         [&](auto const& entry) { return entry.alert.time == memory.decision->time; });
        say.push_back((alerted ? "It was alerted, as decided at " : "It was not alerted, as decided at ") +
                      told(memory.decision->time) + ": " + memory.decision->reason + ".");
        facts.emplace_back("decided", memory.decision->time);
        facts.emplace_back("decision", memory.decision->reason);
    }
    FactList alerts;
    for (auto entry = memory.alerts.rbegin(); entry != memory.alerts.rend(); ++entry) {
        for (auto const& delivery : entry->deliveries)
            say.push_back("The alert of " + told(entry->alert.time) + " to " + delivery.sink.value() + ": " +
                          what_became(delivery, now) + ".");
        alerts.emplace_back(facts_of(*entry));
    }
    facts.emplace_back("alerts", std::move(alerts));
    return explanation;
}

}  // namespace feedherald::control
