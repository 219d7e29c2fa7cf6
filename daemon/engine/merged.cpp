// SPDX-License-Identifier: MIT
#include "engine/merged.hpp"

#include <algorithm>
#include <set>

namespace feedherald::engine {

namespace {

bool is_same_item(Alert const& a, Alert const& b) {
    return a.kind == b.kind && a.item.id == b.item.id && a.item.url == b.item.url && a.item.title == b.item.title;
}

void remove(std::vector<SinkName>& from, std::vector<SinkName> const& names) {
    std::erase_if(from,
                  [&](SinkName const& name) { return std::find(names.begin(), names.end(), name) != names.end(); });
}

}  // namespace

std::vector<SeenItem> seen_by_others(store::Store& store, std::vector<FeedId> const& feeds, FeedId self) {
    std::vector<SeenItem> seen;
    for (auto const feed : feeds)
        if (feed != self) add_seen(seen, store.seen(feed));
    return seen;
}

void add_seen(std::vector<SeenItem>& seen, std::vector<SeenItem> const& by_others) {
    if (by_others.empty()) return;
    std::set<Fingerprint> keys;
    for (auto const& item : seen) keys.insert(item.key);
    for (auto const& item : by_others)
        if (keys.insert(item.key).second) seen.push_back(item);
}

void drop_repeated(std::vector<Owed>& owed, std::vector<Owed>& before) {
    for (auto& one : owed)
        for (auto const& other : before)
            if (is_same_item(one.alert, other.alert)) {
                remove(one.to, other.to);
                remove(one.held, other.to);
            }
    std::erase_if(owed, [](Owed const& one) { return one.to.empty(); });
    before.insert(before.end(), owed.begin(), owed.end());
}

}  // namespace feedherald::engine
