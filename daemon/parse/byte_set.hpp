// SPDX-License-Identifier: MIT
// A set of bytes to look for, with one look into a table for each byte of the text: string_view's own searches for any
// of several characters make a call for each.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace feedherald::parse {

class ByteSet {
  public:
    constexpr explicit ByteSet(std::string_view bytes) {
        for (char const c : bytes) has_[static_cast<unsigned char>(c)] = true;
    }
    [[nodiscard]] constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
    /** The first place from `from` on where a byte of the set stands; text.size() where there is none. */
    [[nodiscard]] std::size_t first_in(std::string_view text, std::size_t from) const {
        while (from < text.size() && !has(text[from])) ++from;
        return from < text.size() ? from : text.size();
    }
    /** The first place where another byte stands. */
    [[nodiscard]] std::size_t first_not_in(std::string_view text, std::size_t from) const {
        while (from < text.size() && has(text[from])) ++from;
        return from < text.size() ? from : text.size();
    }

  private:
    std::array<bool, 256> has_{};
};

}  // namespace feedherald::parse
