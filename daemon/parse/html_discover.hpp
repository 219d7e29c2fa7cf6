// SPDX-License-Identifier: MIT
// The feeds that a page names (B-50, B-53): for "add" alone, nothing is ever guessed or probed (B-51).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feedherald::parse {

struct FeedCandidate {
    std::string url;  ///< absolute, http or https
    std::string title;
    std::string type;  ///< media type, lower case
    bool is_comments = false;
    friend bool operator==(FeedCandidate const&, FeedCandidate const&) = default;
};

/** Reads the page's first 512 KiB, to its body, and the answer's Link fields; best first, comment feeds last.
 *  `content_type` is the header's value or empty. */
std::vector<FeedCandidate> discover_feeds(std::string_view page, std::string_view content_type,
                                          std::string const& page_url,
                                          std::vector<std::string> const& link_fields = {});

/** Where a page that stands in the place of a feed says that the feed may be: the first that it names, else the target
 *  of its refresh (A-67, B-52). A suggestion for people; empty where there is none. */
std::string suggested_feed(std::string_view page, std::string_view content_type, std::string const& page_url);

}  // namespace feedherald::parse
