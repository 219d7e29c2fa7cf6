// SPDX-License-Identifier: MIT
// The items of one document under the keys by which this feed's seen-set knows them: duplicates told from items that
// merely share a name (B-32, B-34, B-38).
#pragma once

#include "diff/identity.hpp"
#include "diff/seen_index.hpp"
#include "model/feed.hpp"

#include <optional>
#include <vector>

namespace feedherald::diff {

struct Entry {
    std::size_t index = 0;  ///< into Feed::items
    Identity identity;
    Fingerprint key{};
    std::optional<SeenIndex::Row> row;        ///< known under its own key
    std::optional<std::size_t> duplicate_of;  ///< an earlier entry
};

struct ReadDocument {
    std::vector<Entry> entries;   ///< in document order
    std::vector<SeenItem> marks;  ///< rows to write that stand for no item of the document
};

/** Notes in `seen` which rows the document answers to. */
ReadDocument read_document(Feed const& feed, SeenIndex& seen, bool is_first, Instant now);

}  // namespace feedherald::diff
