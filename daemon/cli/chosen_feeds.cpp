// SPDX-License-Identifier: MIT
#include "cli/chosen_feeds.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "config/paths.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace feedherald::cli {

namespace {

/** The feeds' own titles, by address, as far as the state knows them. */
std::map<std::string, std::string> titles(config::Settings const& settings) {
    std::map<std::string, std::string> titles;
    auto const directory =
        config::state_directory(settings.state.directory, std::nullopt, config::process_environment());
    auto const store = store::Store::for_reading(directory);
    if (!store) return titles;
    for (auto& state : store->all_feeds()) titles.emplace(std::move(state.url), std::move(state.title));
    return titles;
}

std::vector<NamedFeed> matching(config::Settings const& settings, std::vector<NamedFeed> const& named,
                                std::function<bool(Subscription const&, NamedFeed const&)> const& matches) {
    std::vector<NamedFeed> found;
    for (std::size_t i = 0; i < named.size(); ++i)
        if (matches(settings.feeds[i], named[i])) found.push_back(named[i]);
    return found;
}

}  // namespace

std::string const& shown_name(NamedFeed const& feed) {
    return feed.name.empty() ? feed.url : feed.name;
}

boost::system::result<std::vector<NamedFeed>, std::string> chosen_feeds(config::Settings const& settings,
                                                                        std::string_view text) {
    auto own_titles = titles(settings);
    std::vector<NamedFeed> named;
    for (auto const& sub : settings.feeds)
        named.push_back({sub.url, sub.name.empty() ? own_titles[sub.url] : sub.name});

    auto const uri = parse_uri(text);
    auto const by_url = matching(settings, named, [&](auto const& sub, auto const&) {
        return sub.url == text || (uri && sub.url == uri->text());
    });
    if (!by_url.empty()) return by_url;

    auto by_name = matching(settings, named, [&](auto const&, auto const& feed) { return feed.name == text; });
    if (by_name.empty())
        by_name = matching(settings, named, [&](auto const&, auto const& feed) {
            return equals_ignoring_ascii_case(feed.name, trim(text));
        });
    if (by_name.size() == 1) return by_name;
    if (by_name.size() > 1) {
        auto reason = "several feeds are called " + escape_controls(text) + ": say which one by its address";
        for (auto const& feed : by_name) reason += "\n  " + escape_controls(feed.url);
        return reason;
    }
    auto const by_tag = matching(settings, named, [&](auto const& sub, auto const&) {
        return std::find(sub.tags.begin(), sub.tags.end(), text) != sub.tags.end();
    });
    if (!by_tag.empty()) return by_tag;
    return "there is no feed " + escape_controls(text) + " in the configuration; 'feedherald list' names them all";
}

}  // namespace feedherald::cli
