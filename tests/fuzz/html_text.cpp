// SPDX-License-Identifier: MIT
#include "parse/html_text.hpp"

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto const html = fuzz::text_of(data, size);
    fuzz::require_harmless(parse::text_of_html(html));
    for (auto const& title : {parse::title_of_html(html), parse::title_of_rss(html)}) {
        fuzz::require_harmless(title);
        fuzz::require(title.find('\n') == std::string::npos);
    }
    return 0;
}
