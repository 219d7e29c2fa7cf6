// SPDX-License-Identifier: MIT
// JSON Feed 1.0 and 1.1 (B-26), and RSS in JSON, to a Feed, without a tree of the document.
#pragma once

#include "model/feed.hpp"

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace feedherald::parse {

/** `base_url` is where the document came from: relative links are resolved against home_page_url, feed_url, then it.
 *  A document that breaks off gives the items before the break, and says so in Feed::truncated (B-16). */
boost::system::result<Feed, ParseFailure> read_json_feed(std::string_view utf8, std::string const& base_url);

}  // namespace feedherald::parse
