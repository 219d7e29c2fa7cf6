// SPDX-License-Identifier: MIT
#include "schedule/habit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace feedherald::schedule {

namespace {

using namespace std::chrono_literals;

// The explanations in the order of their weights; the clock has a narrow and a wide reading of each.
enum Explanation : std::size_t { chance, hours, wide_hours, days, wide_days, week, wide_week, gap };

constexpr double narrow = 0.4;  // hours around a session in which the next day's is expected
constexpr double wide = 2.0;
constexpr double gap_width = 0.25;  // of the logarithm of a gap
constexpr double surprise = 0.1;    // the share of what comes against the habit
constexpr double day = 24;
constexpr double week_of_hours = 168;
constexpr double memory = 1.0 / 3;       // the share of the history after which a session counts half
constexpr double burden_of_proof = 2.0;  // nats by which an explanation must be better than chance
constexpr double temper = 0.7;           // sessions are not as independent as the arithmetic takes them
constexpr double midnight_share = 0.75;  // dates without a time of day say nothing of hours

double hours_in(Duration span) {
    return static_cast<double>(span.count()) / 3'600'000.0;
}

double hours_since_epoch(Instant at) {
    return hours_in(at.time_since_epoch());
}

/** The distance on a clock of `period` hours. */
double on_clock(double distance, double period) {
    return std::abs(distance - period * std::round(distance / period));
}

/** Epanechnikov's kernel: of area 1 over ±width. */
double kernel(double distance, double width) {
    double const x = distance / width;
    return x * x >= 1 ? 0.0 : 0.75 * (1 - x * x) / width;
}

std::size_t weekday(Instant at) {
    return std::chrono::weekday(std::chrono::floor<std::chrono::days>(at)).c_encoding();
}

bool are_dates_alone(std::vector<Instant> const& sessions) {
    auto const at_midnight = std::count_if(sessions.begin(), sessions.end(),
                                           [](Instant at) { return at == std::chrono::floor<std::chrono::days>(at); });
    return static_cast<double>(at_midnight) >= midnight_share * static_cast<double>(sessions.size());
}

}  // namespace

Habit::Habit(std::vector<Instant> sessions, Instant now) : sessions_(std::move(sessions)), now_(now) {
    auto const span = std::max(hours_in(now - sessions_.front()), 1.0);
    rate_ = static_cast<double>(sessions_.size()) / span;
    for (auto const at : sessions_) recency_.push_back(std::exp2(-hours_in(sessions_.back() - at) / (memory * span)));
    for (std::size_t i = 1; i < sessions_.size(); ++i)
        gaps_.push_back(std::max(hours_in(sessions_[i] - sessions_[i - 1]), 0.01));
    weigh();
}

/** Of each explanation by the clock, relative to chance. `foretelling`: only from what lies half a period away or more,
 *  so that the sessions of one busy day do not vouch for each other. */
Habit::Densities Habit::clock_densities(Instant at, bool foretelling) const {
    double const t = hours_since_epoch(at);
    auto const of_week = weekday(at);
    double daily = 0, of_days = 0, weekly = 0, same_day = 0;
    Densities sums{};
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
        double const distance = t - hours_since_epoch(sessions_[i]);
        double const w = recency_[i];
        if (!foretelling || std::abs(distance) >= day / 2) {
            daily += w;
            double const apart = on_clock(distance, day);
            sums[hours] += w * kernel(apart, narrow);
            sums[wide_hours] += w * kernel(apart, wide);
            of_days += w;
            if (weekday(sessions_[i]) == of_week) same_day += w;
        }
        if (!foretelling || std::abs(distance) >= week_of_hours / 2) {
            weekly += w;
            double const apart = on_clock(distance, week_of_hours);
            sums[week] += w * kernel(apart, narrow);
            sums[wide_week] += w * kernel(apart, wide);
        }
    }
    auto const relative = [](double sum, double total, double period) {
        return surprise + (1 - surprise) * (total > 0 ? sum / total * period : 0.0);
    };
    double const of_day = (same_day + 0.15) / (of_days + 7 * 0.15) * 7;
    Densities densities;
    densities[chance] = 1;
    densities[hours] = relative(sums[hours], daily, day);
    densities[wide_hours] = relative(sums[wide_hours], daily, day);
    densities[days] = relative(sums[hours] * of_day, daily, day);
    densities[wide_days] = relative(sums[wide_hours] * of_day, daily, day);
    densities[week] = relative(sums[week], weekly, week_of_hours);
    densities[wide_week] = relative(sums[wide_week], weekly, week_of_hours);
    densities[gap] = 0;
    return densities;
}

/** That the next session comes so many hours after the last; `without` one gap of the history. */
double Habit::gap_density(double hours, std::size_t without) const {
    double sum = 0, total = 0;
    double const logarithm = std::log(hours);
    for (std::size_t i = 0; i < gaps_.size(); ++i) {
        if (i == without) continue;
        total += recency_[i + 1];
        sum += recency_[i + 1] * kernel(logarithm - std::log(gaps_[i]), gap_width);
    }
    double const by_chance = rate_ * std::exp(-rate_ * hours);
    return surprise * by_chance + (1 - surprise) * (total > 0 ? sum / total / hours : 0.0);
}

void Habit::weigh() {
    Densities evidence{};
    bool const has_hours = !are_dates_alone(sessions_);
    for (auto const at : sessions_) {
        auto const densities = clock_densities(at, true);
        for (std::size_t e = hours; e < gap; ++e) evidence[e] += std::log(densities[e]);
    }
    for (std::size_t i = 0; i < gaps_.size(); ++i)
        evidence[gap] += std::log(gap_density(gaps_[i], i)) - std::log(rate_) + rate_ * gaps_[i];
    double best = 0;
    for (std::size_t e = hours; e < explanations; ++e) {
        evidence[e] = temper * evidence[e] - burden_of_proof;
        if (e < gap && !has_hours) evidence[e] = -std::numeric_limits<double>::infinity();
        best = std::max(best, evidence[e]);
    }
    double total = 0;
    for (auto const e : evidence) total += std::exp(e - best);
    for (std::size_t e = 0; e < explanations; ++e) weights_[e] = std::exp(evidence[e] - best) / total;
}

std::vector<double> Habit::expected(Duration step, std::size_t count) const {
    constexpr double negligible = 0.01;
    std::vector<double> ahead(count);
    double const width = hours_in(step);
    double const by_clock = 1 - weights_[gap];
    double const waited = std::max(hours_in(now_ - sessions_.back()), 0.0);
    double come = 0;  // the probability that the next session has come by then, as the gaps tell it
    std::vector<double> by_gap(count);
    if (weights_[gap] > negligible) {
        double all = 0;
        for (std::size_t k = 0; k < count; ++k)
            all += by_gap[k] = gap_density(waited + (static_cast<double>(k) + 0.5) * width, gaps_.size()) * width;
        // What lies beyond the steps keeps the share that the gaps of the history give it.
        double const horizon = waited + static_cast<double>(count) * width;
        double longer = 0, total = 0;
        for (std::size_t i = 0; i < gaps_.size(); ++i) {
            if (gaps_[i] < waited) continue;
            total += recency_[i + 1];
            if (gaps_[i] >= horizon) longer += recency_[i + 1];
        }
        double const within = total > 0 ? 1 - (1 - surprise) * longer / total : 1.0;
        for (auto& density : by_gap) density = all > 0 ? density / all * within : 0.0;
    }
    for (std::size_t k = 0; k < count; ++k) {
        Instant const at = now_ + step * static_cast<std::int64_t>(k) + step / 2;
        if (by_clock > negligible) {
            auto const densities = clock_densities(at, false);
            for (std::size_t e = chance; e < gap; ++e) ahead[k] += weights_[e] * densities[e] * rate_ * width;
        }
        ahead[k] += weights_[gap] * (by_gap[k] + come * rate_ * width);
        come += by_gap[k];
    }
    return ahead;
}

Habit::Kind Habit::kind() const {
    switch (static_cast<Explanation>(std::max_element(weights_.begin(), weights_.end()) - weights_.begin())) {
        case hours:
        case wide_hours:
            return Kind::hours;
        case days:
        case wide_days:
            return Kind::hours_and_days;
        case week:
        case wide_week:
            return Kind::hours_of_week;
        case gap:
            return Kind::gaps;
        case chance:
            break;
    }
    return Kind::chance;
}

}  // namespace feedherald::schedule
