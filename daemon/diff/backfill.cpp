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
    auto const began_empty = nothing_seen && items >= archive_at_once;
    // An oldest item that was dated into the future would hide all that comes until then.
    auto const is_ahead = line_ && known.first_polled && *line_ > *known.first_polled;
    if (!began_empty && !is_ahead) return;
    line_ = known.first_polled;
    is_an_items_date_ = false;
    hides_undated_ = began_empty;
}

bool BackfillLine::is_behind(std::optional<Instant> published) const {
    if (!published || !is_plausible(*published, now_)) return hides_undated_;
    // Beside the time of a poll a date without a time means the whole day.
    auto const is_day = *published == std::chrono::floor<std::chrono::days>(*published);
    auto const latest = is_day && !is_an_items_date_ ? *published + std::chrono::days{1} : *published;
    return line_ && latest < *line_;
}

}  // namespace feedherald::diff
