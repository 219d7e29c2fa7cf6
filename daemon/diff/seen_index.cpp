// SPDX-License-Identifier: MIT
#include "diff/seen_index.hpp"

#include "diff/identity.hpp"

#include <algorithm>

namespace feedherald::diff {

SeenIndex::SeenIndex(std::span<SeenItem const> rows) : rows_(rows), present_(rows.size()) {
    by_key_.reserve(rows.size());
    for (Row row = 0; row < rows.size(); ++row) by_key_.emplace(rows[row].key, row);
}

std::optional<SeenIndex::Row> SeenIndex::by_key(Fingerprint const& key) const {
    auto const found = by_key_.find(key);
    return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

void SeenIndex::index_the_rest() {
    if (is_whole_) return;
    is_whole_ = true;
    for (Row row = 0; row < rows_.size(); ++row) {
        auto const& item = rows_[row];
        if (is_shared_name_mark(item)) continue;
        if (!is_none(item.link)) by_link_.emplace_back(item.link, row);
        if (!is_none(item.title)) by_title_.emplace_back(item.title, row);
        if (is_none(item.title)) by_untitled_text_.emplace_back(first_half(item.content), row);
        if (auto const path = second_half(item.link); path != 0) by_path_.emplace_back(path, row);
    }
    std::sort(by_link_.begin(), by_link_.end());
    std::sort(by_title_.begin(), by_title_.end());
    std::sort(by_path_.begin(), by_path_.end());
    std::sort(by_untitled_text_.begin(), by_untitled_text_.end());
}

template <class Key>
std::vector<SeenIndex::Row> SeenIndex::rows_of(Table<Key> const& table, Key const& key) const {
    std::vector<Row> found;
    for (auto at = std::lower_bound(table.begin(), table.end(), std::pair(key, Row{0}));
         at != table.end() && at->first == key; ++at)
        found.push_back(at->second);
    std::stable_sort(found.begin(), found.end(), [&](Row a, Row b) { return rows_[a].last_seen > rows_[b].last_seen; });
    return found;
}

std::vector<SeenIndex::Row> SeenIndex::by_link(Fingerprint const& link) {
    index_the_rest();
    return is_none(link) ? std::vector<Row>{} : rows_of(by_link_, link);
}

std::vector<SeenIndex::Row> SeenIndex::by_title(Fingerprint const& title) {
    index_the_rest();
    return is_none(title) ? std::vector<Row>{} : rows_of(by_title_, title);
}

std::vector<SeenIndex::Row> SeenIndex::by_path(Half path) {
    index_the_rest();
    return path == 0 ? std::vector<Row>{} : rows_of(by_path_, path);
}

std::vector<SeenIndex::Row> SeenIndex::by_untitled_text(Half version) {
    index_the_rest();
    return rows_of(by_untitled_text_, version);
}

}  // namespace feedherald::diff
