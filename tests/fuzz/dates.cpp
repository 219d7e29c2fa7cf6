// SPDX-License-Identifier: MIT
// All three readers of dates; one date a line.
#include "base/dates.hpp"

#include "fuzz/target.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto text = fuzz::text_of(data, size);
    while (!text.empty()) {
        auto const line = text.substr(0, std::min(text.find('\n'), text.size()));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        for (auto const& date : {parse_feed_date(line), parse_http_date(line), parse_rfc3339(line)}) {
            fuzz::require(!date || parse_rfc3339(to_rfc3339(*date)) == date);
        }
    }
    return 0;
}
