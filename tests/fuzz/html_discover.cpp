// SPDX-License-Identifier: MIT
// A page, whose first line is tried as a Link field too.
#include "parse/html_discover.hpp"

#include "base/uri.hpp"
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto const page = fuzz::text_of(data, size);
    std::vector<std::string> const fields{std::string(page.substr(0, page.find('\n')))};
    for (auto const& feed : parse::discover_feeds(page, "text/html", "https://example.org/", fields)) {
        fuzz::require(is_http_uri(feed.url));
        fuzz::require_harmless(feed.title);
    }
    return 0;
}
