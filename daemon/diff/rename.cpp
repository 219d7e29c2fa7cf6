// SPDX-License-Identifier: MIT
#include "diff/rename.hpp"

#include <algorithm>

namespace feedherald::diff {

namespace {

// A clock in another zone is no other date; a series with one title comes once a day at most often.
constexpr std::chrono::hours same_date{20};
// Dates of a document that lie closer together than this were made when it was written.
constexpr std::chrono::hours one_moment{1};
constexpr std::size_t least_dates = 3;
// So many entries on one link: it leads to a list, not to a post.
constexpr std::size_t list_of_posts = 3;
constexpr std::size_t least_posts = 3;

bool have_spread(std::vector<Entry> const& entries) {
    std::vector<Instant> dates;
    for (auto const& entry : entries)
        if (entry.identity.published) dates.push_back(*entry.identity.published);
    if (dates.size() < least_dates) return true;
    auto const [first, last] = std::minmax_element(dates.begin(), dates.end());
    return *last - *first > one_moment;
}

/** Not a date alone, which many posts of a day share. */
bool is_exact(std::optional<Instant> published) {
    return published && *published != std::chrono::floor<std::chrono::days>(*published);
}

template <class Accept>
std::optional<SeenIndex::Row> first_of(std::vector<SeenIndex::Row> const& rows, Accept const& accept) {
    auto const found = std::find_if(rows.begin(), rows.end(), accept);
    return found == rows.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

RenameSearch::RenameSearch(std::vector<Entry> const& entries, SeenIndex& seen)
    : seen_(seen), dates_say_something_(have_spread(entries)) {
    for (auto const& entry : entries) {
        if (entry.duplicate_of) continue;
        auto const& identity = entry.identity;
        hosts_.insert(first_half(identity.link));
        ++titles_[identity.title];
        if (is_none(identity.title)) ++untitled_texts_[identity.version];
        ++posts_;
        auto& shared = links_[identity.link];
        if (shared.entries++ == 0) shared.title = identity.title;
        shared.with_other_titles = shared.with_other_titles || shared.title != identity.title;
    }
}

std::optional<Rename> RenameSearch::find_certain(Entry const& entry) {
    if (auto const row = same_link_and_title(entry)) return Rename{*row, true, true};
    if (auto const row = same_list_and_title(entry)) return take({*row, true, true});
    if (auto const row = same_link_and_instant(entry)) return take({*row, true, true});
    if (auto const row = same_path_and_title_or_instant(entry)) return take({*row, true, true});
    if (auto const row = same_title_and_instant(entry)) return take({*row, true, false});
    if (auto const row = same_untitled_text(entry)) return take({*row, true, false});
    return std::nullopt;
}

std::optional<Rename> RenameSearch::find_likely(Entry const& entry) {
    if (auto const row = same_link(entry)) return take({*row, false, true});
    if (auto const row = same_path(entry)) return take({*row, false, true});
    if (auto const row = same_title(entry)) return take({*row, false, false});
    return std::nullopt;
}

Rename RenameSearch::take(Rename rename) {
    taken_.insert(rename.row);
    return rename;
}

std::size_t RenameSearch::names_of(SeenIndex::Row row) {
    auto const& item = seen_[row];
    auto const rows = is_none(item.link) ? seen_.by_title(item.title) : seen_.by_link(item.link);
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [&](SeenIndex::Row other) { return seen_[other].title == item.title; }));
}

bool RenameSearch::is_same_post(Entry const& a, Entry const& b) const {
    return !is_none(a.identity.link) && a.identity.link == b.identity.link && a.identity.title == b.identity.title &&
           (is_distinctive(a.identity.link) || (a.identity.published && a.identity.published == b.identity.published));
}

std::optional<SeenIndex::Row> RenameSearch::same_link_and_title(Entry const& entry) {
    auto const& identity = entry.identity;
    auto const trusted = is_distinctive(identity.link);
    return first_of(seen_.by_link(identity.link), [&](SeenIndex::Row row) {
        auto const same_instant = identity.published && identity.published == seen_[row].published;
        return seen_[row].title == identity.title && (trusted || same_instant);
    });
}

// All posts of the feed link to one page: the title tells them apart, where only one has it and its old name is gone.
std::optional<SeenIndex::Row> RenameSearch::same_list_and_title(Entry const& entry) {
    auto const& identity = entry.identity;
    if (is_none(identity.title) || titles_[identity.title] > 1) return std::nullopt;
    return first_of(seen_.by_link(identity.link), [&](SeenIndex::Row row) {
        return seen_[row].title == identity.title && is_vanished(row) && !contradicts(identity, seen_[row]);
    });
}

// An edit of the title at the same time as a new id.
std::optional<SeenIndex::Row> RenameSearch::same_link_and_instant(Entry const& entry) {
    auto const& identity = entry.identity;
    if (!is_exact(identity.published) || !is_distinctive(identity.link)) return std::nullopt;
    return first_of(seen_.by_link(identity.link),
                    [&](SeenIndex::Row row) { return seen_[row].published == identity.published && is_vanished(row); });
}

std::optional<SeenIndex::Row> RenameSearch::same_title_and_instant(Entry const& entry) {
    auto const& identity = entry.identity;
    if (!identity.published) return std::nullopt;
    auto rows = seen_.by_title(identity.title);
    std::erase_if(rows, [&](SeenIndex::Row row) { return seen_[row].published != identity.published; });
    // One of them still listed under a date without a time: then this may be another post of that title and day.
    auto const may_be_listed = is_exact(identity.published) && dates_say_something_;
    auto const all_vanished =
        std::all_of(rows.begin(), rows.end(), [&](SeenIndex::Row row) { return is_vanished(row); });
    return rows.empty() || !(all_vanished || may_be_listed) ? std::nullopt : std::optional(rows.front());
}

// A text that returns ("Motion detected"), or might, since the document holds hardly anything else, tells nothing.
std::optional<SeenIndex::Row> RenameSearch::same_untitled_text(Entry const& entry) {
    auto const& identity = entry.identity;
    if (!is_none(identity.title) || identity.version == version_of_nothing()) return std::nullopt;
    if (posts_ < least_posts || untitled_texts_[identity.version] > 1) return std::nullopt;
    return first_of(seen_.by_untitled_text(identity.version),
                    [&](SeenIndex::Row row) { return is_vanished(row) && !contradicts(identity, seen_[row]); });
}

std::optional<SeenIndex::Row> RenameSearch::same_path_and_title_or_instant(Entry const& entry) {
    auto const& identity = entry.identity;
    return first_of(seen_.by_path(second_half(identity.link)), [&](SeenIndex::Row row) {
        auto const same_instant = is_exact(identity.published) && identity.published == seen_[row].published;
        return (same_instant || seen_[row].title == identity.title) && is_vanished(row) && is_on_vanished_host(row) &&
               !contradicts(identity, seen_[row]);
    });
}

std::optional<SeenIndex::Row> RenameSearch::same_link(Entry const& entry) {
    if (!is_distinctive(entry.identity.link)) return std::nullopt;
    return first_of(seen_.by_link(entry.identity.link),
                    [&](SeenIndex::Row row) { return is_vanished(row) && !contradicts(entry.identity, seen_[row]); });
}

std::optional<SeenIndex::Row> RenameSearch::same_path(Entry const& entry) {
    return first_of(seen_.by_path(second_half(entry.identity.link)), [&](SeenIndex::Row row) {
        return is_vanished(row) && is_on_vanished_host(row) && !contradicts(entry.identity, seen_[row]);
    });
}

// A title that several posts have borne ("Open thread") says nothing about a further one.
std::optional<SeenIndex::Row> RenameSearch::same_title(Entry const& entry) {
    auto const& identity = entry.identity;
    auto const count = titles_.find(identity.title);
    if (count == titles_.end() || count->second > 1) return std::nullopt;
    auto const rows = seen_.by_title(identity.title);
    if (rows.empty()) return std::nullopt;
    auto const& newest = seen_[rows.front()];
    auto const is_one_post = std::all_of(rows.begin(), rows.end(), [&](SeenIndex::Row row) {
        auto const& other = seen_[row];
        return is_vanished(row) &&
               (other.link == newest.link || (other.published && other.published == newest.published));
    });
    if (!is_one_post || contradicts(identity, newest)) return std::nullopt;
    return rows.front();
}

bool RenameSearch::is_vanished(SeenIndex::Row row) const {
    return !seen_.is_present(row) && !taken_.contains(row);
}

bool RenameSearch::is_on_vanished_host(SeenIndex::Row row) const {
    return !hosts_.contains(first_half(seen_[row].link));
}

bool RenameSearch::is_distinctive(Fingerprint const& link) const {
    auto const shared = links_.find(link);
    return shared == links_.end() || (!shared->second.with_other_titles && shared->second.entries < list_of_posts);
}

bool RenameSearch::contradicts(Identity const& identity, SeenItem const& row) const {
    if (!dates_say_something_ || !identity.published || !row.published) return false;
    return std::chrono::abs(*identity.published - *row.published) >= same_date;
}

}  // namespace feedherald::diff
