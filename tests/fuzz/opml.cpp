// SPDX-License-Identifier: MIT
#include "parse/opml.hpp"

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto const feeds = parse::read_opml(fuzz::text_of(data, size));
    if (!feeds) return 0;
    for (auto const& feed : *feeds) {
        fuzz::require(!feed.url.empty() && is_valid_utf8(feed.url));
        fuzz::require_harmless(feed.title);
    }
    // What is written can be read, and names the same feeds.
    auto const again = parse::read_opml(parse::write_opml("fuzz", *feeds));
    fuzz::require(again && again->size() == feeds->size());
    return 0;
}
