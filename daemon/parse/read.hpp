// SPDX-License-Identifier: MIT
// The public face of this room: any document that any publisher serves -> a Feed, or in words why it is none.
#pragma once

#include "model/feed.hpp"
#include "model/fetched.hpp"

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace feedherald::parse {

struct Source {
    std::string_view bytes;    ///< with a NUL behind them, as behind every std::string's: libxml2 stops there
    std::string content_type;  ///< the header's value, or empty; only its charset parameter counts
    std::string base_url;      ///< where the document came from, after redirects; may be empty
};

/** Pure but for the CPU clock that bounds it (C-09). Throws nothing but bad_alloc. */
boost::system::result<Feed, ParseFailure> read_feed(Source const& source);

/** A Document gives a Feed or a ParseFailure; all else has nothing new to read. */
Reading read(Fetched const& fetched);

}  // namespace feedherald::parse
