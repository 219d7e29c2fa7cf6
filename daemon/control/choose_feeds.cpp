// SPDX-License-Identifier: MIT
#include "control/choose_feeds.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"

#include <algorithm>

namespace feedherald::control {

namespace {

using Chosen = std::vector<Subscription const*>;

template <class Fits>
Chosen those(std::span<Subscription const> feeds, Fits const& fits) {
    Chosen chosen;
    for (auto const& feed : feeds)
        if (fits(feed)) chosen.push_back(&feed);
    return chosen;
}

}  // namespace

Chosen choose_feeds(std::span<Subscription const> feeds, std::string const& wanted, TitleOf const& title_of) {
    if (wanted.empty()) return {};
    auto const uri = parse_uri(wanted);
    auto const url = uri ? uri->text() : wanted;
    if (auto found = those(feeds, [&](auto const& feed) { return feed.url == url || feed.url == wanted; });
        !found.empty())
        return found;
    auto const is_wanted = [&](std::string const& name) { return equals_ignoring_ascii_case(name, wanted); };
    if (auto found = those(feeds, [&](auto const& feed) { return is_wanted(feed.name); }); !found.empty()) return found;
    if (auto found = those(feeds, [&](auto const& feed) { return feed.name.empty() && is_wanted(title_of(feed)); });
        !found.empty())
        return found;
    return those(feeds, [&](auto const& feed) { return std::any_of(feed.tags.begin(), feed.tags.end(), is_wanted); });
}

Chosen feeds_to_poll(std::span<Subscription const> feeds, store::Store& store) {
    return those(feeds, [&](Subscription const& feed) {
        if (!feed.enabled) return false;
        auto const state = store.known(feed.id);
        return !state || state->health != Health::gone;
    });
}

}  // namespace feedherald::control
