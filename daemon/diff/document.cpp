// SPDX-License-Identifier: MIT
#include "diff/document.hpp"

#include <algorithm>
#include <unordered_map>

namespace feedherald::diff {

namespace {

constexpr std::size_t most_items = 5'000;  // B-38

// A feed that never holds more than one item at a time: for this long it has held no other (B-34). Two days, because
// the store keeps last_seen to the day. One that has given a name to several items before needs no such proof.
constexpr std::chrono::days alone_for{2};

/** The newest, by document order: most feeds begin with them, a few end with them. */
std::size_t first_examined(std::vector<Item> const& items) {
    if (items.size() <= most_items) return 0;
    auto const first = items.front().published;
    auto const last = items.back().published;
    return first && last && *first < *last ? items.size() - most_items : 0;
}

using Groups = std::unordered_map<Fingerprint, std::vector<std::size_t>, FingerprintHash>;

bool is_same_occurrence(Identity const& a, Identity const& b) {
    return diff::is_same_occurrence(a.kind, a.link, a.title, b.link, b.title);
}

bool is_same_occurrence(Identity const& a, SeenItem const& b) {
    return diff::is_same_occurrence(a.kind, a.link, a.title, b.link, b.title);
}

/** B-32: entries of one name; each repeats an earlier one or is another item. True when there is more than one. */
bool split_group(std::vector<Entry>& entries, std::vector<std::size_t> const& group) {
    std::vector<std::size_t> distinct;
    for (auto const at : group) {
        auto const twin = std::find_if(distinct.begin(), distinct.end(), [&](std::size_t earlier) {
            auto const& identity = entries[earlier].identity;
            return identity.kind == Identity::Kind::text || is_same_occurrence(identity, entries[at].identity);
        });
        if (twin == distinct.end())
            distinct.push_back(at);
        else
            entries[at].duplicate_of = *twin;
    }
    return distinct.size() > 1;
}

/** B-34: a feed of one item whose id never changes, while its title and link do, has a new item. */
bool has_constant_id(std::vector<Entry> const& entries, SeenIndex const& seen, SeenItem const& row) {
    auto const& identity = entries.front().identity;
    if (entries.size() != 1 || identity.kind != Identity::Kind::id) return false;
    auto const changed = [](Fingerprint const& now, Fingerprint const& before) {
        return now != before || is_none(now);
    };
    if (!changed(identity.title, row.title) || !changed(identity.link, row.link)) return false;
    if (identity.title == row.title && identity.link == row.link) return false;
    auto const& rows = seen.rows();
    if (std::any_of(rows.begin(), rows.end(), is_shared_name_mark)) return true;
    return std::all_of(rows.begin(), rows.end(), [&](SeenItem const& other) {
        return other.key == row.key || other.last_seen + alone_for <= row.last_seen;
    });
}

/** The item that had the name for itself so far gets the row it would have had if the name had been shared before. */
SeenItem renamed(SeenItem row, Identity::Kind kind) {
    row.key = full_key(kind, row.key, row.link, row.title);
    return row;
}

}  // namespace

ReadDocument read_document(Feed const& feed, SeenIndex& seen, bool is_first, Instant now) {
    ReadDocument document;
    auto& entries = document.entries;
    auto const begin = first_examined(feed.items);
    auto const end = std::min(feed.items.size(), begin + most_items);
    entries.reserve(end - begin);
    Groups groups;
    for (auto index = begin; index < end; ++index) {
        entries.push_back({index, identify(feed.items[index]), {}, {}, {}});
        groups[entries.back().identity.name].push_back(entries.size() - 1);
    }

    for (auto const& [name, group] : groups) {
        auto const kind = entries[group.front()].identity.kind;
        auto shared = split_group(entries, group);
        auto const row = seen.by_key(name);
        auto const* const alone = row && !is_shared_name_mark(seen[*row]) ? &seen[*row] : nullptr;
        shared = shared || (row && !alone) || (!is_first && alone && has_constant_id(entries, seen, *alone));
        if (shared) document.marks.push_back(shared_name_mark(name, row ? seen[*row].first_seen : now, now));
        auto was_alone = alone && shared;  // and has no row of its own yet
        for (auto const at : group) {
            auto& entry = entries[at];
            entry.key = shared ? full_key(kind, name, entry.identity.link, entry.identity.title) : name;
            entry.row = seen.by_key(entry.key);
            if (was_alone && is_same_occurrence(entry.identity, *alone)) {
                entry.row = row;
                was_alone = false;
            }
            if (entry.row) seen.note_present(*entry.row);
        }
        if (was_alone) document.marks.push_back(renamed(*alone, kind));
    }
    return document;
}

}  // namespace feedherald::diff
