// SPDX-License-Identifier: MIT
// The whole of read_feed: charset, sniffing, strict XML, repair, dialects, and JSON where the input begins as JSON
// does.
#include "fuzz/feed_facts.hpp"
#include "parse/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    std::string const bytes{fuzz::text_of(data, size)};  // with the NUL that a Source needs
    parse::Source const source{bytes, "", "https://example.org/feeds/feed.xml"};
    auto const feed = parse::read_feed(source);
    if (feed)
        fuzz::require_sound(*feed);
    else
        fuzz::require(!feed.error().reason.empty());
    return 0;
}
