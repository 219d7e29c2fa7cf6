// SPDX-License-Identifier: MIT
#include "cli/remove.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "cli/edit_config.hpp"
#include "cli/state_view.hpp"
#include "control/feed_row.hpp"
#include "engine/clock.hpp"

#include <algorithm>
#include <iostream>

namespace feedherald::cli {

namespace {

using Feeds = std::vector<Subscription const*>;

/** A tag means all that have it; a name means one. */
bool is_ambiguous(Feeds const& feeds, std::string const& wanted) {
    auto const is_wanted = [&](std::string const& tag) { return equals_ignoring_ascii_case(tag, wanted); };
    return feeds.size() > 1 &&
           !std::ranges::all_of(feeds, [&](auto const* feed) { return std::ranges::any_of(feed->tags, is_wanted); });
}

}  // namespace

int remove(Arguments const& arguments) {
    auto const view = view_state(arguments);
    if (!view) return Exit::invalid_configuration;
    auto const wanted = arguments.one("FEED").value_or("");
    auto const feeds = feeds_or_tell(*view, wanted);
    if (feeds.empty()) return Exit::failure;
    if (is_ambiguous(feeds, wanted)) {
        std::cerr << "feedherald: several feeds are called " << escape_controls(wanted)
                  << ": say which one by its address\n";
        for (auto const* feed : feeds) std::cerr << "  " << escape_controls(feed->url) << '\n';
        return Exit::failure;
    }
    std::vector<std::string> urls;
    for (auto const* feed : feeds) urls.push_back(feed->url);
    auto const now = engine::SystemClock{}.now();
    if (!ConfigEditor(arguments).remove(urls)) return Exit::failure;
    for (auto const* feed : feeds)
        std::cout << "removed " << escape_controls(control::feed_row(*feed, view->store.get(), now).shown_name())
                  << '\n';
    std::cout << "  what " << (feeds.size() == 1 ? "it" : "they") << " held stays known for "
              << in_words(view->settings.state.keep) << ": added again until then, nothing old is alerted\n";
    return Exit::success;
}

}  // namespace feedherald::cli
