// SPDX-License-Identifier: MIT
#include "dispatch/silence.hpp"

#include <algorithm>
#include <vector>

namespace feedherald::dispatch {

namespace {

constexpr std::size_t least_gaps = 8;
constexpr int times_usual = 10;
constexpr int times_longest = 2;
constexpr std::chrono::days shortest{3};

}  // namespace

std::optional<Silence> unusual_silence(FeedState const& state, Instant now) {
    auto const& published = state.published;  // newest first
    if (!state.first_polled || published.size() <= least_gaps) return std::nullopt;
    std::vector<Duration> gaps;
    for (std::size_t i = 1; i < published.size(); ++i) gaps.push_back(published[i - 1] - published[i]);
    std::sort(gaps.begin(), gaps.end());
    auto const usual = gaps[gaps.size() / 2];

    auto const last = std::max({published.front(), *state.first_polled, state.last_new.value_or(Instant{})});
    auto const bound = std::max({usual * times_usual, gaps.back() * times_longest, Duration{shortest}});
    if (now - last < bound) return std::nullopt;
    return Silence{now - last, usual};
}

}  // namespace feedherald::dispatch
