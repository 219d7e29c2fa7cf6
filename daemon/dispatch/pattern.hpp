// SPDX-License-Identifier: MIT
// The patterns of `include` and `exclude`: RE2 expressions searched in one field of an item, in linear time.
#pragma once

#include "model/item.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::dispatch {

/** Why a pattern cannot be used, in words; empty when it can. For the configuration's checker. */
std::optional<std::string> pattern_error(std::string_view pattern);

/**
 * A list of patterns, compiled once. A pattern is an RE2 expression found anywhere in its field; as RE2 has it, case
 * counts unless the pattern begins with (?i). `title:`, `author:`, `tag:` and `url:` choose the field (blanks behind
 * the colon do not belong to the expression); without one it is the title and the text: text, content_text and summary.
 */
class Patterns {
  public:
    /** Throws std::runtime_error when one of them is not valid (config/ has checked them). */
    explicit Patterns(std::vector<std::string> const& patterns = {});
    ~Patterns();
    Patterns(Patterns&&) noexcept;
    Patterns& operator=(Patterns&&) noexcept;

    [[nodiscard]] bool empty() const noexcept;
    /** The first pattern that matches, as the user wrote it. */
    [[nodiscard]] std::optional<std::string> match(Item const& item) const;

  private:
    struct Pattern;
    std::vector<Pattern> patterns_;
};

}  // namespace feedherald::dispatch
