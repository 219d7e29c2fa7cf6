// SPDX-License-Identifier: MIT
#include "diff/backfill.hpp"

#include "base/dates.hpp"
#include "diff/fingerprint.hpp"

#include <algorithm>

namespace feedherald::diff {

namespace {
// A feed whose first answer held nothing: a new site shows its first posts one by one, a repaired one all at once.
constexpr std::size_t archive_at_once = 10;

/** The oldest item of the first document that held anything, if that was an archive: what then stands in for the first
 *  poll's, which held nothing. */
std::optional<Instant> oldest_of_the_archive(std::span<SeenItem const> seen) {
    auto const earlier = [](SeenItem const& a, SeenItem const& b) { return a.first_seen < b.first_seen; };
    auto const first = std::min_element(seen.begin(), seen.end(), earlier);
    std::optional<Instant> oldest;
    std::size_t items = 0;
    for (auto const& row : seen) {
        if (row.first_seen != first->first_seen) continue;
        ++items;
        if (row.published && (!oldest || *row.published < *oldest)) oldest = row.published;
    }
    return items < archive_at_once ? std::nullopt : oldest;
}

}  // namespace

BackfillLine::BackfillLine(FeedState const& known, std::span<SeenItem const> seen, std::size_t items, bool is_whole,
                           Instant now)
    : now_(now), line_(known.oldest_at_first_poll) {
    if (!line_ && !seen.empty()) line_ = oldest_of_the_archive(seen);
    auto const began_empty = seen.empty() && items >= archive_at_once;
    // An oldest item that was dated into the future would hide all that comes until then.
    auto const is_ahead = line_ && known.first_polled && *line_ > *known.first_polled;
    // The first document that is whole holds what the ones before it lacked.
    auto const began_cut = is_whole && is_none(known.body);
    if (!began_empty && !began_cut && !is_ahead) return;
    line_ = known.first_polled;
    is_an_items_date_ = false;
    hides_undated_ = began_empty || began_cut;
}

bool BackfillLine::is_behind(std::optional<Instant> published) const {
    if (!published || !is_plausible_date(*published, now_)) return hides_undated_;
    // Beside the time of a poll a date without a time means the whole day.
    auto const is_day = *published == std::chrono::floor<std::chrono::days>(*published);
    auto const latest = is_day && !is_an_items_date_ ? *published + std::chrono::days{1} : *published;
    return line_ && latest < *line_;
}

}  // namespace feedherald::diff
