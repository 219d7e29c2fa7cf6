// SPDX-License-Identifier: MIT
#include "dispatch/retry.hpp"

#include <algorithm>

namespace feedherald::dispatch {

namespace {
constexpr std::chrono::milliseconds first_wait = std::chrono::seconds{2};
constexpr std::chrono::milliseconds longest_wait = std::chrono::hours{1};
}  // namespace

std::chrono::milliseconds retry_wait(int attempts, double jitter) {
    // 2 s doubled eleven times exceeds an hour even when jitter halves it, twice over: more doublings change nothing.
    int const doublings = std::clamp(attempts - 1, 0, 13);
    auto const middle = static_cast<double>((first_wait * (1 << doublings)).count());
    auto const wait = middle * (0.5 + std::clamp(jitter, 0.0, 1.0));
    return std::min(longest_wait, std::chrono::milliseconds{static_cast<std::chrono::milliseconds::rep>(wait)});
}

std::optional<Instant> next_attempt(Failed const& failed, Instant now, double jitter) {
    Instant const end = failed.first_attempt + failed.retry_for;
    if (now >= end) return std::nullopt;
    Instant next = std::min(now + retry_wait(failed.attempts, jitter), end);
    if (failed.asked) next = std::max(next, now + std::min(*failed.asked, longest_asked));
    return next;
}

}  // namespace feedherald::dispatch
