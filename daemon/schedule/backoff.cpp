// SPDX-License-Identifier: MIT
#include "schedule/backoff.hpp"

#include <algorithm>

namespace feedherald::schedule {

namespace {

using namespace std::chrono_literals;

constexpr int free_failures = 3;
constexpr Duration cap = 24h;
constexpr Duration cap_of_the_long_dead = 72h;
constexpr Duration long_dead = std::chrono::days{14};
constexpr int most_doublings = 20;  // beyond every cap, short of overflow

Duration doubled(Duration wait, int times) {
    return wait * (1LL << std::clamp(times, 0, most_doublings));
}

}  // namespace

Duration failure_wait(int failures, Duration normal, Duration failing_for) {
    Duration const most = failing_for >= long_dead ? cap_of_the_long_dead : cap;
    // A user's interval beyond the cap stays what it is.
    return std::min(doubled(normal, failures - free_failures), std::max(most, normal));
}

Duration overload_wait(int refusals) {
    return std::min<Duration>(doubled(1h, refusals - 1), cap);
}

}  // namespace feedherald::schedule
