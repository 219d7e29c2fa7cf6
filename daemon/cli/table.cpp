// SPDX-License-Identifier: MIT
#include "cli/table.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::cli {

namespace {

constexpr std::size_t gap = 2;

void append(std::string& line, Terminal const& terminal, std::string_view text, Colour colour, std::size_t width,
            bool is_last) {
    auto const shown = fit(text, width);
    line += terminal.paint(colour, shown);
    if (!is_last) line.append(width - std::min(width, columns_of(shown)) + gap, ' ');
}

/** No blanks at the end of a line. */
void end_line(std::string& out, std::string& line) {
    while (line.ends_with(' ')) line.pop_back();
    out += line + '\n';
    line.clear();
}

}  // namespace

void Table::add(std::vector<Cell> row) {
    for (auto& cell : row) cell.text = escape_controls(cell.text);
    rows_.push_back(std::move(row));
}

/** What is too much is taken from the widest of those that may be cut, a column at a time. */
std::vector<std::size_t> Table::widths(std::size_t available) const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto width = columns_of(columns_[i].heading);
        for (auto const& row : rows_) width = std::max(width, columns_of(row[i].text));
        widths.push_back(width);
    }
    if (available == 0) return widths;
    std::size_t total = gap * (columns_.size() - 1);
    for (auto const width : widths) total += width;
    while (total > available) {
        std::size_t* widest = nullptr;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i].least > 0 && widths[i] > columns_[i].least && (widest == nullptr || widths[i] > *widest))
                widest = &widths[i];
        if (widest == nullptr) break;
        --*widest;
        --total;
    }
    return widths;
}

std::string Table::text(Terminal const& terminal) const {
    auto const width = widths(terminal.width);
    auto const last = columns_.size() - 1;
    std::string out;
    std::string line;
    for (std::size_t i = 0; i <= last; ++i)
        append(line, terminal, columns_[i].heading, Colour::bold, width[i], i == last);
    end_line(out, line);
    for (auto const& row : rows_) {
        for (std::size_t i = 0; i <= last; ++i) append(line, terminal, row[i].text, row[i].colour, width[i], i == last);
        end_line(out, line);
    }
    return out;
}

}  // namespace feedherald::cli
