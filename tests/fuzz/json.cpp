// SPDX-License-Identifier: MIT
#include "fuzz/feed_facts.hpp"
#include "parse/json_feed.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto const feed = parse::read_json_feed(fuzz::text_of(data, size), "https://example.org/feed.json");
    if (feed)
        fuzz::require_sound(*feed);
    else
        fuzz::require(!feed.error().reason.empty());
    return 0;
}
