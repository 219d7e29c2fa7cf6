// SPDX-License-Identifier: MIT
#include "dispatch/bundle.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace feedherald::dispatch {

namespace {

using Bundles = std::vector<std::vector<Delivery>>;

bool brings_a_post(Alert const& alert) {
    return alert.kind == AlertKind::item_new || alert.kind == AlertKind::item_updated;
}

std::size_t messages_per_feed(std::vector<Delivery> const& waiting) {
    std::map<std::pair<FeedId, bool>, int> groups;
    for (auto const& delivery : waiting) ++groups[{delivery.alert.feed, brings_a_post(delivery.alert)}];
    return groups.size();
}

Bundles one_by_one(std::vector<Delivery> waiting) {
    Bundles bundles;
    bundles.reserve(waiting.size());
    for (auto& delivery : waiting) bundles.emplace_back().push_back(std::move(delivery));
    return bundles;
}

Bundles per_feed(std::vector<Delivery> waiting) {
    Bundles bundles;
    std::map<std::pair<FeedId, bool>, std::size_t> place;
    for (auto& delivery : waiting) {
        auto const [group, added] =
            place.try_emplace({delivery.alert.feed, brings_a_post(delivery.alert)}, bundles.size());
        if (added) bundles.emplace_back();
        bundles[group->second].push_back(std::move(delivery));
    }
    return bundles;
}

Bundles one_digest(std::vector<Delivery> waiting) {
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](Delivery const& a, Delivery const& b) { return a.alert.urgency > b.alert.urgency; });
    Bundles bundles;
    bundles.push_back(std::move(waiting));
    return bundles;
}

}  // namespace

Bundles bundle(std::vector<Delivery> waiting, std::size_t singly, bool merges) {
    if (waiting.empty()) return {};
    if (!merges || waiting.size() <= singly) return one_by_one(std::move(waiting));
    if (messages_per_feed(waiting) <= singly) return per_feed(std::move(waiting));
    return one_digest(std::move(waiting));
}

}  // namespace feedherald::dispatch
