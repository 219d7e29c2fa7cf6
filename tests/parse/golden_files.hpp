// SPDX-License-Identifier: MIT
// The documents of tests/golden/{rss,atom,rdf,broken} and what stands beside them.
#pragma once

#include "parse/read.hpp"

#include <string>
#include <vector>

namespace feedherald::parse {

struct GoldenDocument {
    std::string path;  ///< below tests/golden, "rss/rss_2_0.xml"
    std::string bytes;
};

/** In the order of their names. */
std::vector<GoldenDocument> const& golden_documents();
/** As fetched from https://example.org/feeds/feed.xml, without a content type. */
Source source_of(GoldenDocument const& document);
/** The feed as print_feed writes it, or "failure: " and why. */
std::string printed_reading(Source const& source);
std::string expected_of(GoldenDocument const& document);
void write_expected(GoldenDocument const& document, std::string const& text);

}  // namespace feedherald::parse
