// SPDX-License-Identifier: MIT
// When a feed is likely to publish next, learned from when it did: hour of day, day of week, the gaps, or none of them.
#pragma once

#include "base/instant.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace feedherald::schedule {

/** Several explanations of one history, each weighed by how well it foretells every session from those of other days.
 *  A history that no explanation fits is left to chance, which is even in time. */
class Habit {
  public:
    enum class Kind { chance, hours, hours_and_days, hours_of_week, gaps };

    /** `sessions`: oldest first, at least two. */
    Habit(std::vector<Instant> sessions, Instant now);

    /** Sessions expected in each of `count` steps that follow `now`, where none has come since the last one known. */
    [[nodiscard]] std::vector<double> expected(Duration step, std::size_t count) const;
    /** Sessions an hour, on the average of the whole history until now. */
    [[nodiscard]] double rate() const { return rate_; }
    /** The explanation that weighs most. */
    [[nodiscard]] Kind kind() const;
    /** 1 where nothing is known, 0 for a feed that keeps its hours. */
    [[nodiscard]] double share_of_chance() const { return weights_[0]; }

  private:
    static constexpr std::size_t explanations = 8;
    using Densities = std::array<double, explanations>;

    [[nodiscard]] Densities clock_densities(Instant at, bool foretelling) const;
    [[nodiscard]] double gap_density(double hours, std::size_t without) const;
    void weigh();

    std::vector<Instant> sessions_;
    std::vector<double> recency_;  ///< of each session: the newest counts most
    std::vector<double> gaps_;     ///< hours between neighbours
    Instant now_;
    double rate_ = 0;
    Densities weights_{};
};

}  // namespace feedherald::schedule
