// SPDX-License-Identifier: MIT
#include "schedule/sessions.hpp"

#include <algorithm>

namespace feedherald::schedule {

namespace {
constexpr Duration session = std::chrono::hours{1};
}  // namespace

std::vector<Instant> sessions_of(std::vector<Instant> published) {
    std::sort(published.begin(), published.end());
    std::vector<Instant> middles;
    for (std::size_t first = 0; first < published.size();) {
        Duration beyond_first{};
        std::size_t next = first;
        for (; next < published.size() && published[next] < published[first] + session; ++next)
            beyond_first += published[next] - published[first];
        middles.push_back(published[first] + beyond_first / static_cast<std::int64_t>(next - first));
        first = next;
    }
    return middles;
}

}  // namespace feedherald::schedule
