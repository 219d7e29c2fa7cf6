// SPDX-License-Identifier: MIT
// The feed-level gate: a document most of which looks new but is known by another name has been renamed as a whole.
#pragma once

#include "diff/document.hpp"
#include "diff/rename.hpp"

#include <optional>
#include <vector>

namespace feedherald::diff {

class Gate {
  public:
    /** `renames` stands beside `entries`, empty for those known by their key and for those without any evidence. */
    Gate(std::vector<Entry> const& entries, std::vector<std::optional<Rename>> const& renames);

    [[nodiscard]] bool is_closed() const { return is_closed_; }
    /** Behind a closed gate an item without evidence may still be a post that came with the move. Where links were kept
     *  it has one that was never seen; else it must stand where a new post stands, dated after everything known or,
     *  without a date, above everything known. */
    [[nodiscard]] bool lets_pass(std::size_t entry, Entry const& item, std::optional<Instant> newest_known,
                                 bool dates_say_something) const;

  private:
    bool is_closed_ = false;
    bool keeps_links_ = true;
    std::size_t first_known_ = 0;  ///< the topmost entry that is known by any name
};

}  // namespace feedherald::diff
