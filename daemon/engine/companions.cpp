// SPDX-License-Identifier: MIT
#include "engine/companions.hpp"

#include <functional>

namespace feedherald::engine {

namespace {

/** 0: none. */
std::size_t hash_of(std::string_view url) {
    if (url.empty()) return 0;
    return std::hash<std::string_view>{}(url.substr(0, url.find('#')));
}

}  // namespace

void Companions::move(Index& index, FeedId feed, std::size_t from, std::size_t to) {
    if (from == to) return;
    auto const [first, last] = index.equal_range(from);
    for (auto at = first; at != last; ++at) {
        if (at->second != feed) continue;
        index.erase(at);
        break;
    }
    if (to != 0) index.emplace(to, feed);
}

void Companions::set(FeedId feed, std::string_view asks, std::string_view document) {
    auto& place = places_[feed];
    Place const now{hash_of(asks), hash_of(document)};
    move(asking_, feed, place.asks, now.asks);
    move(reading_, feed, place.document, now.document);
    place = now;
}

void Companions::clear() {
    places_.clear();
    asking_.clear();
    reading_.clear();
}

std::vector<FeedId> Companions::asking(std::string_view url) const {
    std::vector<FeedId> feeds;
    auto const [first, last] = asking_.equal_range(hash_of(url));
    for (auto at = first; at != last; ++at) feeds.push_back(at->second);
    return feeds;
}

std::vector<FeedId> Companions::reading(std::string_view document) const {
    std::vector<FeedId> feeds;
    auto const [first, last] = reading_.equal_range(hash_of(document));
    for (auto at = first; at != last; ++at) feeds.push_back(at->second);
    return feeds;
}

}  // namespace feedherald::engine
