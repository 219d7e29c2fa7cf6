// SPDX-License-Identifier: MIT
#include "control/history.hpp"

#include <algorithm>
#include <iterator>

namespace feedherald::control {

std::string_view history_kind(AlertKind kind) {
    switch (kind) {
        case AlertKind::item_new:
            return "new";
        case AlertKind::item_updated:
            return "updated";
        default:
            return to_text(kind);
    }
}

std::string_view to_text(store::Settlement::State state) {
    switch (state) {
        case store::Settlement::State::delivered:
            return "delivered";
        case store::Settlement::State::pending:
            return "pending";
        case store::Settlement::State::failed:
            return "failed";
        case store::Settlement::State::held:
            break;
    }
    return "held";
}

std::vector<store::HistoryEntry> history_of(store::Store& store, std::size_t most, std::vector<FeedId> const* feeds) {
    if (feeds == nullptr) return store.history(most, std::nullopt);
    std::vector<store::HistoryEntry> entries;
    for (auto const feed : *feeds) {
        auto some = store.history(most, feed);
        std::move(some.begin(), some.end(), std::back_inserter(entries));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](auto const& a, auto const& b) { return a.alert.id > b.alert.id; });
    if (entries.size() > most) entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(most), entries.end());
    return entries;
}

Facts facts_of(Alert const& alert) {
    auto const& item = alert.item;
    Facts item_facts{{"id", Fact::known(item.id)}, {"url", Fact::known(item.url)}, {"title", Fact::known(item.title)}};
    return {{"time", alert.time},
            {"feed", Fact::known(alert.feed_url)},
            {"item", std::move(item_facts)},
            {"kind", history_kind(alert.kind)}};
}

Facts facts_of(store::HistoryEntry const& entry) {
    auto facts = facts_of(entry.alert);
    FactList sinks;
    for (auto const& delivery : entry.deliveries)
        sinks.emplace_back(Facts{{"name", delivery.sink.value()},
                                 {"state", to_text(delivery.state)},
                                 {"attempts", delivery.attempts},
                                 {"time", delivery.time}});
    facts.emplace_back("sinks", std::move(sinks));
    return facts;
}

}  // namespace feedherald::control
