// SPDX-License-Identifier: MIT
#include "schedule/rhythm.hpp"

#include <algorithm>

namespace feedherald::schedule {

namespace {

using namespace std::chrono_literals;

struct Silence {
    std::chrono::days since;
    std::chrono::hours at_least;
};
constexpr Silence silences[] = {{std::chrono::days{30}, 24h}, {std::chrono::days{14}, 12h}, {std::chrono::days{7}, 6h}};

Duration median_gap(std::vector<Instant> const& published) {
    std::vector<Duration> gaps;
    for (std::size_t i = 1; i < published.size(); ++i) gaps.push_back(published[i - 1] - published[i]);
    auto const middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
}

}  // namespace

Duration learned_interval(std::vector<Instant> const& published, PollPolicy const& policy, Instant now) {
    Duration interval = policy.min_interval;
    if (published.size() >= 2) interval = median_gap(published) / 2;
    if (!published.empty()) {
        for (auto const& silence : silences) {
            if (now - published.front() < silence.since) continue;
            interval = std::max<Duration>(interval, silence.at_least);
            break;
        }
    }
    return std::clamp(interval, policy.min_interval, std::max(policy.min_interval, policy.max_interval));
}

}  // namespace feedherald::schedule
