// SPDX-License-Identifier: MIT
// Makes links absolute (B-22) within bounds of memory and time: a long base would make much of little.
#pragma once

#include "parse/limits.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace feedherald::parse {

class LinkResolver {
  public:
    static constexpr std::size_t longest_base = 2048;  ///< it is read again for every link

    /** All links together grow by at most `budget` bytes. */
    explicit LinkResolver(std::size_t budget, std::optional<Deadline> deadline = std::nullopt)
        : budget_(budget), deadline_(deadline) {}

    /** Nothing where the reference cannot be made absolute, would be too long for a link, or the budget is spent;
     *  absolute http links stay even then. */
    std::optional<std::string> operator()(std::string_view base, std::string_view reference);

    [[nodiscard]] bool is_spent() const { return is_spent_; }
    [[nodiscard]] bool is_out_of_time() const { return is_out_of_time_; }

  private:
    bool may_go_on();

    std::size_t budget_;
    std::optional<Deadline> deadline_;
    int until_check_ = 1;
    bool is_spent_ = false;
    bool is_out_of_time_ = false;
};

}  // namespace feedherald::parse
