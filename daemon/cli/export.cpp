// SPDX-License-Identifier: MIT
#include "cli/export.hpp"

#include "cli/load_config.hpp"
#include "parse/opml.hpp"

#include <iostream>

namespace feedherald::cli {

int export_opml(Arguments const& arguments) {
    auto const loaded = load_config_or_tell(arguments);
    if (!loaded) return Exit::invalid_configuration;
    std::vector<parse::OpmlFeed> feeds;
    // Only what another reader needs: nothing of how a feed is reached, and no credentials of its address.
    for (auto const& feed : loaded->settings.feeds) feeds.push_back({feed.url, feed.name, "", feed.tags, 0});
    std::cout << parse::write_opml("feedherald subscriptions", feeds);
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
