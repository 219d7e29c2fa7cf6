// SPDX-License-Identifier: MIT
#include "schedule/rhythm.hpp"

#include "schedule/habit.hpp"
#include "schedule/sessions.hpp"

#include <algorithm>
#include <limits>

namespace feedherald::schedule {

namespace {

using namespace std::chrono_literals;

struct Silence {
    std::chrono::days since;
    std::chrono::hours at_least;
};
constexpr Silence silences[] = {{std::chrono::days{30}, 24h}, {std::chrono::days{14}, 12h}, {std::chrono::days{7}, 6h}};
constexpr Duration step = 15min;
constexpr Duration beyond = 24h;         // how far behind the latest next request the plan looks
constexpr Duration least_patience = 6h;  // what comes against the habit waits so long, whatever the interval
constexpr double thrift = 1.0;

Duration median_gap(std::vector<Instant> const& sessions) {
    std::vector<Duration> gaps;
    for (std::size_t i = 1; i < sessions.size(); ++i) gaps.push_back(sessions[i] - sessions[i - 1]);
    auto const middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
}

Duration silence_floor(std::vector<Instant> const& published, Instant now) {
    if (published.empty()) return {};
    for (auto const& silence : silences)
        if (now - published.front() >= silence.since) return silence.at_least;
    return {};
}

Duration within(Duration interval, PollPolicy const& policy) {
    return std::clamp(interval, policy.min_interval, std::max(policy.min_interval, policy.max_interval));
}

Duration interval_of(std::vector<Instant> const& sessions, std::vector<Instant> const& published,
                     PollPolicy const& policy, Instant now) {
    Duration const half = sessions.size() >= 2 ? median_gap(sessions) / 2 : policy.min_interval;
    return within(std::max(half, silence_floor(published, now)), policy);
}

/** Steps from now to the request that begins the cheapest plan. `expected` sessions in each step, `price` of a request
 *  in steps of waiting; requests lie `least` to `most` steps apart. */
std::size_t cheapest(std::vector<double> const& expected, double price, std::size_t least, std::size_t most) {
    auto const end = expected.size();
    std::vector<double> count(end + 1), moment(end + 1);  // sums up to each step: sessions, and sessions × when
    for (std::size_t k = 0; k < end; ++k) {
        count[k + 1] = count[k] + expected[k];
        moment[k + 1] = moment[k] + expected[k] * (static_cast<double>(k) + 0.5);
    }
    auto const waiting = [&](std::size_t from, std::size_t to) {
        return static_cast<double>(to) * (count[to] - count[from]) - (moment[to] - moment[from]);
    };
    std::vector<double> cost(end + 1);  // of the cheapest plan after a request at that step
    std::size_t first = least;
    for (std::size_t from = end; from-- > 0;) {
        // Behind the end nothing is known: whoever comes near it pays for a part of a request there.
        double best = std::numeric_limits<double>::max();
        if (end - from <= most)
            best =
                waiting(from, end) + price * std::min(1.0, static_cast<double>(end - from) / static_cast<double>(most));
        for (std::size_t to = from + least; to <= std::min(from + most, end); ++to) {
            double const total = waiting(from, to) + price + cost[to];
            if (total >= best) continue;
            best = total;
            if (from == 0) first = to;
        }
        cost[from] = best;
    }
    return first;
}

std::string in_words(Habit::Kind kind) {
    switch (kind) {
        case Habit::Kind::hours:
            return "the feed publishes at habitual hours of the day";
        case Habit::Kind::hours_and_days:
            return "the feed publishes at habitual hours and on habitual days of the week";
        case Habit::Kind::hours_of_week:
            return "the feed publishes at habitual hours of the week";
        case Habit::Kind::gaps:
            return "the feed's usual time between posts";
        case Habit::Kind::chance:
            break;
    }
    return "the feed publishes so often, at no habitual hours";
}

}  // namespace

Duration learned_interval(std::vector<Instant> const& published, PollPolicy const& policy, Instant now) {
    return interval_of(sessions_of(published), published, policy, now);
}

int sessions_overdue(std::vector<Instant> const& published, Instant now) {
    constexpr std::size_t least_to_go_by = 5;
    auto const sessions = sessions_of(published);
    if (sessions.size() < least_to_go_by) return 0;
    return static_cast<int>(std::min<std::int64_t>((now - sessions.back()) / median_gap(sessions), 1000));
}

Placed place_next(std::vector<Instant> const& published, PollPolicy const& policy, Duration at_least, Instant now) {
    auto sessions = sessions_of(published);
    auto const interval = interval_of(sessions, published, policy, now);
    auto const earliest = std::max({at_least, policy.min_interval, within(silence_floor(published, now), policy)});
    if (sessions.size() < 2)
        return {std::max(interval, earliest), "too little is known of when the feed publishes", false};

    Habit const habit(std::move(sessions), now);
    auto const patience = std::max(interval, std::min(2 * interval, least_patience));
    auto const latest = std::max(within(patience, policy), earliest);
    if (latest <= earliest || habit.share_of_chance() > 0.5)
        return {std::max(interval, earliest), in_words(Habit::Kind::chance), false};

    auto const least = static_cast<std::size_t>((earliest + step - Duration{1}) / step);
    auto const most = std::max(static_cast<std::size_t>(latest / step), least);
    auto const expected = habit.expected(step, most + static_cast<std::size_t>(beyond / step));
    // Even in time, a price of rate × interval² / 2 makes requests at that interval the cheapest plan.
    double const interval_in_steps = static_cast<double>(interval.count()) / static_cast<double>(step.count());
    double const rate_a_step = habit.rate() * static_cast<double>(step.count()) / 3'600'000.0;
    double const price = thrift * rate_a_step * interval_in_steps * interval_in_steps / 2;
    auto const wait = step * static_cast<std::int64_t>(cheapest(expected, price, least, most));
    return {wait, in_words(habit.kind()), true};
}

}  // namespace feedherald::schedule
