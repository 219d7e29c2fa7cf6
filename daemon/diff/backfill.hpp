// SPDX-License-Identifier: MIT
// Old items that a feed begins to show later: a wider window, an imported archive, a first answer that was empty or
// broke off.
#pragma once

#include "model/known.hpp"

#include <span>

namespace feedherald::diff {

class BackfillLine {
  public:
    /** `items`: how many the document holds; `is_whole`: it did not break off. */
    BackfillLine(FeedState const& known, std::span<SeenItem const> seen, std::size_t items, bool is_whole, Instant now);
    [[nodiscard]] bool is_behind(std::optional<Instant> published) const;

  private:
    Instant now_;
    std::optional<Instant> line_;
    bool is_an_items_date_ = true;  ///< else of a poll
    bool hides_undated_ = false;
};

}  // namespace feedherald::diff
