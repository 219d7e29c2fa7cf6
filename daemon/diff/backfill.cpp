// SPDX-License-Identifier: MIT
#include "diff/backfill.hpp"

namespace feedherald::diff {

namespace {
constexpr std::chrono::hours future_tolerance{24};
constexpr std::chrono::sys_days oldest_plausible{std::chrono::year{1990} / 1 / 1};
// A feed whose first answer held nothing: a new site shows its first posts one by one, a repaired one all at once.
constexpr std::size_t archive_at_once = 10;
}  // namespace

bool is_plausible(Instant published, Instant now) {
    return published >= oldest_plausible && published <= now + future_tolerance;
}

BackfillLine::BackfillLine(FeedState const& known, bool nothing_seen, std::size_t items, Instant now)
    : now_(now), line_(known.oldest_at_first_poll) {
    if (!nothing_seen || items < archive_at_once) return;
    line_ = known.first_polled;
    hides_undated_ = true;
}

bool BackfillLine::is_behind(std::optional<Instant> published) const {
    if (!published || !is_plausible(*published, now_)) return hides_undated_;
    // A date without a time means the whole day.
    auto const is_day = *published == std::chrono::floor<std::chrono::days>(*published);
    auto const latest = is_day ? *published + std::chrono::days{1} - std::chrono::milliseconds{1} : *published;
    return line_ && latest < *line_;
}

}  // namespace feedherald::diff
