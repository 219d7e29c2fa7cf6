// SPDX-License-Identifier: MIT
#include "diff/gate.hpp"

#include <algorithm>

namespace feedherald::diff {

namespace {

// B-33: so many of a hundred ids are new while as many items are known by something else.
constexpr std::size_t most_percent = 80;
constexpr std::size_t least_renamed = 2;
// B-35
constexpr std::size_t moved_percent = 50;
constexpr std::size_t least_moved = 10;

}  // namespace

Gate::Gate(std::vector<Entry> const& entries, std::vector<std::optional<Rename>> const& renames)
    : first_known_(entries.size()) {
    std::size_t items = 0;
    std::size_t unknown = 0;
    std::size_t renamed = 0;
    for (std::size_t at = 0; at < entries.size(); ++at) {
        if (entries[at].duplicate_of) continue;
        ++items;
        if (!entries[at].row) ++unknown;
        if (renames[at]) {
            ++renamed;
            keeps_links_ = keeps_links_ && renames[at]->keeps_link;
        }
        if (entries[at].row || renames[at]) first_known_ = std::min(first_known_, at);
    }
    auto const at_least = [&](std::size_t count, std::size_t percent) { return count * 100 >= items * percent; };
    auto const fresh_ids =
        renamed >= least_renamed && at_least(unknown, most_percent) && at_least(renamed, most_percent);
    auto const moved = renamed >= least_moved && at_least(renamed, moved_percent);
    is_closed_ = fresh_ids || moved;
}

bool Gate::lets_pass(std::size_t entry, Entry const& item, std::optional<Instant> newest_known,
                     bool dates_say_something) const {
    if (!is_closed_ || keeps_links_) return true;
    if (dates_say_something && item.identity.published && newest_known) return *item.identity.published > *newest_known;
    return entry < first_known_;
}

}  // namespace feedherald::diff
