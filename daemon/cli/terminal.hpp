// SPDX-License-Identifier: MIT
// What stands behind stdout: a terminal or not, how wide, and whether it may be coloured.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald::cli {

enum class Colour { none, green, yellow, red, grey, bold };

struct Terminal {
    bool is_terminal = false;
    std::size_t width = 0;  ///< columns; 0: not limited (a file, a pipe)
    bool coloured = false;

    /** Of this process's stdout: $COLUMNS wins over the terminal's own width, NO_COLOR and TERM=dumb forbid colour. */
    static Terminal of_stdout();
    [[nodiscard]] std::string paint(Colour colour, std::string_view text) const;
};

/** Columns that valid UTF-8 takes on a terminal: 2 for East Asian wide characters and emoji, 0 for combining marks. */
std::size_t columns_of(std::string_view text);
/** At most `columns` wide, with "…" in place of what went. */
std::string fit(std::string_view text, std::size_t columns);

}  // namespace feedherald::cli
