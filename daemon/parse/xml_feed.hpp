// SPDX-License-Identifier: MIT
// Strict first, repair on failure: one XML document to a Feed.
#pragma once

#include "model/feed.hpp"
#include "parse/charset.hpp"
#include "parse/limits.hpp"

#include <cstddef>
#include <string>

#include <boost/system/result.hpp>

namespace feedherald::parse {

/** `root`: where in the text the feed's root element begins. Takes the text so that it can let go of it half-way. */
boost::system::result<Feed, ParseFailure> read_xml_feed(Decoded document, std::size_t root, std::string const& base_url,
                                                        Limits const& limits, Deadline const& deadline);

}  // namespace feedherald::parse
