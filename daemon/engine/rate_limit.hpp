// SPDX-License-Identifier: MIT
// At most so many deliveries in so much time: "30/m", and rests that the receiver wants.
#pragma once

#include "config/settings.hpp"

#include <algorithm>
#include <deque>
#include <optional>

namespace feedherald::engine {

class RateLimit {
  public:
    /** Empty: no limit. */
    explicit RateLimit(std::optional<config::Rate> rate) : rate_(rate) {}

    /** When the next delivery may start; long ago where nothing stands against it. */
    [[nodiscard]] Instant free_at(Instant now) const {
        auto const rest = rest_until_ - now <= longest_rest ? rest_until_ : Instant{};
        return std::max(rest, window_opens_at(now));
    }
    /** No delivery before then, at most a week from now. */
    void rest(Instant until) { rest_until_ = until; }
    [[nodiscard]] Instant rests_until() const { return rest_until_; }
    /** A delivery starts. */
    void take(Instant now) {
        if (!rate_ || rate_->count <= 0) return;
        if (was_set_back(now)) taken_.clear();
        taken_.push_back(now);
        if (taken_.size() > static_cast<std::size_t>(rate_->count)) taken_.pop_front();
    }

  private:
    static constexpr Duration longest_rest = std::chrono::days{7};

    [[nodiscard]] Instant window_opens_at(Instant now) const {
        if (!rate_ || rate_->count <= 0 || taken_.size() < static_cast<std::size_t>(rate_->count)) return {};
        return was_set_back(now) ? Instant{} : taken_.front() + rate_->per;
    }
    /** The clock: then nobody knows how long ago the others started. */
    [[nodiscard]] bool was_set_back(Instant now) const { return !taken_.empty() && taken_.back() > now; }

    std::optional<config::Rate> rate_;
    Instant rest_until_{};
    std::deque<Instant> taken_;  ///< the starts that still count, oldest first
};

}  // namespace feedherald::engine
