// SPDX-License-Identifier: MIT
#include "diff/diff.hpp"

#include "base/dates.hpp"
#include "diff/backfill.hpp"
#include "diff/document.hpp"
#include "diff/gate.hpp"
#include "diff/rename.hpp"

#include <algorithm>

namespace feedherald::diff {

namespace {

// So many names of one post are remembered; a feed that invents an id at each fetch has no use for more.
constexpr std::size_t most_names = 5;
constexpr std::chrono::days renames_again_within{7};

/** The row of an item, given the row it had so far. The version before this one is kept too: a cluster that serves an
 *  old and a new copy in turn (B-37) edits an item once, and the old copy takes nothing back. */
SeenItem row_of(Entry const& entry, SeenItem const* before, Instant now) {
    auto const& identity = entry.identity;
    SeenItem row;
    if (before && identity.version == second_half(before->content)) {
        row = *before;
    } else {
        row.link = identity.link;
        row.title = identity.title;
        row.published = identity.published;
        row.content = join(identity.version, before ? first_half(before->content) : 0);
        if (before && identity.version == first_half(before->content)) row.content = before->content;
        row.first_seen = before ? before->first_seen : now;
    }
    row.key = entry.key;
    row.last_seen = now;
    return row;
}

bool is_another_version(Entry const& entry, SeenItem const& before) {
    auto const version = entry.identity.version;
    return version != first_half(before.content) && version != second_half(before.content);
}

std::optional<Instant> newest_date(SeenIndex const& seen, Instant now) {
    std::optional<Instant> newest;
    for (auto const& row : seen.rows())
        if (row.published && is_plausible_date(*row.published, now) && (!newest || *newest < *row.published))
            newest = row.published;
    return newest;
}

/** The items of the feed's first document. */
void judge_first(Change& change, std::vector<Entry> const& entries, Instant now) {
    change.is_first = true;
    for (auto const& entry : entries) {
        auto const verdict = entry.duplicate_of ? Verdict::duplicate : Verdict::first_poll;
        change.items.push_back({verdict, entry.index, row_of(entry, nullptr, now)});
    }
}

/** The row of a duplicate is that of its original, or the seen-set would hold whichever version came last. */
void align_duplicates(Change& change, std::vector<Entry> const& entries) {
    for (std::size_t at = 0; at < entries.size(); ++at)
        if (auto const original = entries[at].duplicate_of; original && entries[at].key == entries[*original].key)
            change.items[at].seen = change.items[*original].seen;
}

/** An unknown entry that is the same post as another one counts once, whatever its id. */
void pair_unknown(std::vector<Entry>& entries, RenameSearch const& search) {
    std::unordered_map<Fingerprint, std::vector<std::size_t>, FingerprintHash> others;
    auto const may_have_twins = [](Entry const& entry) { return !entry.duplicate_of && !is_none(entry.identity.link); };
    for (std::size_t at = 0; at < entries.size(); ++at)
        if (entries[at].row && may_have_twins(entries[at])) others[entries[at].identity.link].push_back(at);
    for (std::size_t at = 0; at < entries.size(); ++at) {
        auto& entry = entries[at];
        if (entry.row || !may_have_twins(entry)) continue;
        auto& same_link = others[entry.identity.link];
        auto const twin = std::find_if(same_link.begin(), same_link.end(),
                                       [&](std::size_t other) { return search.is_same_post(entry, entries[other]); });
        if (twin != same_link.end())
            entry.duplicate_of = *twin;
        else
            same_link.push_back(at);
    }
}

std::vector<std::optional<Rename>> find_renames(std::vector<Entry> const& entries, RenameSearch& search) {
    std::vector<std::optional<Rename>> renames(entries.size());
    for (auto const find : {&RenameSearch::find_certain, &RenameSearch::find_likely})
        for (std::size_t at = 0; at < entries.size(); ++at)
            if (!entries[at].row && !entries[at].duplicate_of && !renames[at])
                renames[at] = (search.*find)(entries[at]);
    return renames;
}

/** Where only the top of a document is examined (B-38), what slides in below all that is known is old. */
std::size_t last_place_of_news(Feed const& feed, std::vector<Entry> const& entries,
                               std::vector<std::optional<Rename>> const& renames) {
    bool const is_top = entries.size() < feed.items.size() && entries.front().index == 0;
    for (auto at = entries.size(); is_top && at-- > 0;)
        if (entries[at].row || renames[at]) return at;
    return entries.size();
}

void judge(Change& change, FeedState const& known, Feed const& feed, std::vector<Entry> const& entries, SeenIndex& seen,
           RenameSearch& search, Instant now) {
    auto const renames = find_renames(entries, search);
    Gate const gate(entries, renames);
    change.rekeyed = gate.is_closed();
    change.gap = !entries.empty() && !seen.rows().empty();
    auto const newest = gate.is_closed() ? newest_date(seen, now) : std::nullopt;
    BackfillLine const backfill(known, seen.rows(), entries.size(), !feed.truncated, now);
    // B-33: ids that change at every fetch, also when many posts have come at once.
    auto const keeps_renaming = known.renamed && now - *known.renamed < renames_again_within;
    auto const last_place = last_place_of_news(feed, entries, renames);

    for (std::size_t at = 0; at < entries.size(); ++at) {
        auto const& entry = entries[at];
        auto const is_renamed = renames[at] && (renames[at]->is_certain || gate.is_closed() || keeps_renaming);
        auto const* const before = entry.row ? &seen[*entry.row] : is_renamed ? &seen[renames[at]->row] : nullptr;
        auto& judged = change.items.emplace_back(JudgedItem{Verdict::is_new, entry.index, row_of(entry, before, now)});
        if (before) change.gap = false;
        if (entry.duplicate_of)
            judged.verdict = Verdict::duplicate;
        else if (entry.row)
            judged.verdict = is_another_version(entry, *before) ? Verdict::updated : Verdict::known;
        else if (is_renamed || !gate.lets_pass(at, entry, newest, search.dates_say_something()))
            judged.verdict = Verdict::rekeyed;
        else if (backfill.is_behind(feed.items[entry.index].dated()) || at > last_place)
            judged.verdict = Verdict::backfill;
        if (is_renamed && search.names_of(renames[at]->row) >= most_names) judged.seen.key = before->key;
    }
}

}  // namespace

Change diff(FeedState const& known, std::vector<SeenItem> const& seen, Feed const& feed, Instant now) {
    Change change;
    SeenIndex index(seen);
    auto const is_first = !known.first_polled;
    auto document = read_document(feed, index, is_first, now);
    change.items.reserve(document.entries.size());
    change.marks = std::move(document.marks);
    RenameSearch search(document.entries, index);
    pair_unknown(document.entries, search);
    if (is_first)
        judge_first(change, document.entries, now);
    else
        judge(change, known, feed, document.entries, index, search, now);
    align_duplicates(change, document.entries);
    return change;
}

}  // namespace feedherald::diff
