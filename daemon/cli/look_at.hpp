// SPDX-License-Identifier: MIT
// One request for what may be a feed or a page that names one, and what came of it.
#pragma once

#include "cli/left_alone.hpp"
#include "cli/web.hpp"
#include "model/feed.hpp"
#include "model/fetched.hpp"
#include "model/subscription.hpp"
#include "parse/html_discover.hpp"

#include <string>
#include <variant>
#include <vector>

namespace feedherald::cli {

struct FoundFeed {
    std::string url;  ///< to subscribe to: where it was asked for, or where it has moved to for good
    Document document;
    Feed feed;
};

/** A page, and the feeds that it names; comment feeds last. */
struct FoundPage {
    std::string url;  ///< where it answered
    std::vector<parse::FeedCandidate> feeds;
    std::string told;  ///< for people: status and the begin of the body, for where no feed is named
};

struct NothingFound {
    std::string told;  ///< for people, perhaps several lines: what went wrong, and the begin of the answer's body
    bool unreachable = false;  ///< nobody answered
};

using Looked = std::variant<FoundFeed, FoundPage, NothingFound>;

/** Asks for `sub.url` once, unless it is to be left alone. */
Looked look_at(Web& web, LeftAlone const& left_alone, Subscription const& sub);

/** Asks the addresses in turn, the next only where nobody answered at the one before. `like` says how. */
Looked look_at_first(Web& web, LeftAlone const& left_alone, std::vector<std::string> const& addresses,
                     Subscription like);

}  // namespace feedherald::cli
