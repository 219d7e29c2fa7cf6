// SPDX-License-Identifier: MIT
// A table on a terminal: columns as wide as what they hold, cut where the line would not fit.
#pragma once

#include "cli/terminal.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace feedherald::cli {

struct Cell {
    std::string text;  ///< foreign text is made harmless when it is shown
    Colour colour = Colour::none;
};

class Table {
  public:
    struct Column {
        std::string heading;
        std::size_t least = 0;  ///< it may be cut down to that many columns; 0: never cut
    };
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    void add(std::vector<Cell> row);
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::string text(Terminal const& terminal) const;

  private:
    [[nodiscard]] std::vector<std::size_t> widths(std::size_t available) const;

    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;
};

}  // namespace feedherald::cli
