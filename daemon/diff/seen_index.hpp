// SPDX-License-Identifier: MIT
// The seen-set of one feed, found by key at once, and by link, path or title where a poll needs that.
#pragma once

#include "diff/fingerprint.hpp"
#include "model/known.hpp"

#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace feedherald::diff {

class SeenIndex {
  public:
    using Row = std::size_t;

    /** `rows` outlives it. */
    explicit SeenIndex(std::span<SeenItem const> rows);

    [[nodiscard]] SeenItem const& operator[](Row row) const { return rows_[row]; }
    [[nodiscard]] std::span<SeenItem const> rows() const { return rows_; }
    /** Marks of shared names included. */
    [[nodiscard]] std::optional<Row> by_key(Fingerprint const& key) const;
    /** Rows of items only, most lately seen first. */
    [[nodiscard]] std::vector<Row> by_link(Fingerprint const& link);
    [[nodiscard]] std::vector<Row> by_title(Fingerprint const& title);
    /** The link without its host; none for a link to the root. */
    [[nodiscard]] std::vector<Row> by_path(Half path);

    /** Rows of items without a title whose text is this version (Identity::version). */
    [[nodiscard]] std::vector<Row> by_untitled_text(Half version);

    /** A row that an item of the document has answered to by its key: its item cannot have been renamed. */
    void note_present(Row row) { present_[row] = true; }
    [[nodiscard]] bool is_present(Row row) const { return present_[row]; }

  private:
    template <class Key>
    using Table = std::vector<std::pair<Key, Row>>;
    template <class Key>
    std::vector<Row> rows_of(Table<Key> const& table, Key const& key) const;
    void index_the_rest();

    std::span<SeenItem const> rows_;
    std::unordered_map<Fingerprint, Row, FingerprintHash> by_key_;
    Table<Fingerprint> by_link_;
    Table<Fingerprint> by_title_;
    Table<Half> by_path_;
    Table<Half> by_untitled_text_;
    bool is_whole_ = false;
    std::vector<bool> present_;
};

}  // namespace feedherald::diff
