// SPDX-License-Identifier: MIT
// OPML, in which feed readers exchange their subscriptions: 1.0, 1.1 and 2.0 in, 2.0 out.
#pragma once

#include "model/feed.hpp"
#include "parse/limits.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::parse {

struct OpmlFeed {
    std::string url;  ///< as written, outer space trimmed
    std::string title;
    std::string html_url;
    std::vector<std::string> tags;  ///< the folders it lies in, outermost first, then its categories
    std::size_t repeats = 0;        ///< how often its address stands there again
    friend bool operator==(OpmlFeed const&, OpmlFeed const&) = default;
};

/** The subscriptions in document order, each address once; outlines without an xmlUrl are folders. */
boost::system::result<std::vector<OpmlFeed>, ParseFailure> read_opml(std::string_view bytes, Limits const& limits = {});

/** A feed's first tag is its folder; all its tags are its categories, so that read_opml gives them back. A tag that no
 *  category can hold (a comma) is a folder in the folder. */
std::string write_opml(std::string_view title, std::vector<OpmlFeed> const& feeds);

}  // namespace feedherald::parse
