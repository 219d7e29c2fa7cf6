// SPDX-License-Identifier: MIT
// From what a person typed to a feed: one request for a feed, two for a page that names one (A-44, B-50).
#pragma once

#include "cli/look_at.hpp"
#include "config/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace feedherald::cli {

/** The feed at the first address where somebody answers, or the one that the page there names; of several, the one that
 *  a person chooses. Empty: why not has been told on stderr; the feeds to choose from, where nobody is asked, stand on
 *  stdout. `like` says how to ask; `settings`, where the state is that knows who is to be left alone. */
std::optional<FoundFeed> find_feed(Web& web, config::Settings const& settings,
                                   std::vector<std::string> const& addresses, Subscription like);

}  // namespace feedherald::cli
