// SPDX-License-Identifier: MIT
// Items whose id is unknown, found again under another one (INTERFACE "What is new", B-33, B-35).
#pragma once

#include "diff/document.hpp"
#include "diff/seen_index.hpp"

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace feedherald::diff {

struct Rename {
    SeenIndex::Row row = 0;
    bool is_certain = false;  ///< stands alone; the rest counts only when most of a document was renamed at once (gate)
    bool keeps_link = false;  ///< found by its link, or by its path on another host
};

/** A row that must have vanished from the document to be somebody's old name answers to one entry only: so all certain
 *  ones are to be found before the first likely one. */
class RenameSearch {
  public:
    RenameSearch(std::vector<Entry> const& entries, SeenIndex& seen);

    std::optional<Rename> find_certain(Entry const& entry);
    std::optional<Rename> find_likely(Entry const& entry);
    /** How many names the item of this row has by now; a feed that invents ids at each fetch would add one each time.
     */
    std::size_t names_of(SeenIndex::Row row);
    /** False when all dates of the document are one and the same moment: of the fetch, or of a migration. */
    [[nodiscard]] bool dates_say_something() const { return dates_say_something_; }
    /** The same link and title: one post listed under two ids. */
    [[nodiscard]] bool is_same_post(Entry const& a, Entry const& b) const;

  private:
    struct Shared {
        std::size_t entries = 0;
        Fingerprint title{};
        bool with_other_titles = false;
    };

    std::optional<SeenIndex::Row> same_link_and_title(Entry const& entry);
    std::optional<SeenIndex::Row> same_list_and_title(Entry const& entry);
    std::optional<SeenIndex::Row> same_link_and_instant(Entry const& entry);
    std::optional<SeenIndex::Row> same_title_and_instant(Entry const& entry);
    std::optional<SeenIndex::Row> same_path_and_title_or_instant(Entry const& entry);
    std::optional<SeenIndex::Row> same_untitled_text(Entry const& entry);
    std::optional<SeenIndex::Row> same_link(Entry const& entry);
    std::optional<SeenIndex::Row> same_path(Entry const& entry);
    std::optional<SeenIndex::Row> same_title(Entry const& entry);

    Rename take(Rename rename);
    [[nodiscard]] bool is_vanished(SeenIndex::Row row) const;
    [[nodiscard]] bool is_on_vanished_host(SeenIndex::Row row) const;
    [[nodiscard]] bool is_distinctive(Fingerprint const& link) const;
    [[nodiscard]] bool contradicts(Identity const& identity, SeenItem const& row) const;

    SeenIndex& seen_;
    std::unordered_map<Fingerprint, Shared, FingerprintHash> links_;
    std::unordered_map<Fingerprint, std::size_t, FingerprintHash> titles_;
    std::unordered_map<Half, std::size_t> untitled_texts_;
    std::size_t posts_ = 0;
    std::unordered_set<Half> hosts_;
    std::unordered_set<SeenIndex::Row> taken_;
    bool dates_say_something_ = true;
};

}  // namespace feedherald::diff
