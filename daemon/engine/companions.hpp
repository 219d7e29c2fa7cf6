// SPDX-License-Identifier: MIT
// Which feeds ask for the same, and which have read the same document.
#pragma once

#include "model/ids.hpp"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace feedherald::engine {

/** Addresses are kept as hashes only; fragments, which no request carries, do not count. */
class Companions {
  public:
    void set(FeedId feed, std::string_view asks, std::string_view document);
    void clear();
    /** Also the one who asks; in no order. */
    [[nodiscard]] std::vector<FeedId> asking(std::string_view url) const;
    [[nodiscard]] std::vector<FeedId> reading(std::string_view document) const;

  private:
    using Index = std::unordered_multimap<std::size_t, FeedId>;
    struct Place {
        std::size_t asks = 0;
        std::size_t document = 0;
    };
    static void move(Index& index, FeedId feed, std::size_t from, std::size_t to);

    std::unordered_map<FeedId, Place> places_;
    Index asking_;
    Index reading_;
};

}  // namespace feedherald::engine
