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
            if (!date) continue;
            auto const written = to_rfc3339(*date);
            fuzz::require(parse_rfc3339(written) == date || written.size() > 24 || written.front() == '-');
        }
    }
    return 0;
}
