// SPDX-License-Identifier: MIT
// Where something stands next in a text that is read forwards.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace feedherald::parse {

/** The next place of a mark, found once however often it is asked for: what keeps lexing linear. */
class NextPlace {
  public:
    /** `what` outlives the object. */
    NextPlace(std::string_view text, std::string_view what) : text_(text), what_(what) {}
    /** text.size() where there is none. */
    std::size_t from(std::size_t at) {
        if (at > place_ || !is_known_) {
            place_ = std::min(text_.find(what_, at), text_.size());
            is_known_ = true;
        }
        return place_;
    }

  private:
    std::string_view text_;
    std::string_view what_;
    std::size_t place_ = 0;
    bool is_known_ = false;
};

}  // namespace feedherald::parse
