// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

namespace feedherald::cli {

namespace {

constexpr std::size_t usual_width = 80;

std::string_view variable(char const* name) {
    char const* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::size_t number_of(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::size_t own_width() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_width;
    return size.ws_col;
}

std::string_view code_of(Colour colour) {
    switch (colour) {
        case Colour::green:
            return "32";
        case Colour::yellow:
            return "33";
        case Colour::red:
            return "31";
        case Colour::grey:
            return "90";
        case Colour::bold:
            return "1";
        case Colour::none:
            break;
    }
    return "";
}

/** East Asian Wide and Fullwidth (Unicode TR 11), and what is shown as emoji by default; whole blocks where nearly all
 *  of a block is wide. */
constexpr std::array<std::pair<char32_t, char32_t>, 22> wide{{
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC},   {0x2614, 0x2615},   {0x26A1, 0x26A1}, {0x2705, 0x2705},
    {0x2728, 0x2728}, {0x274C, 0x274C}, {0x2753, 0x2755},   {0x2B50, 0x2B50},   {0x2E80, 0x303E}, {0x3041, 0x33FF},
    {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
}};

std::size_t width_of(char32_t character) {
    if (character < 0x300) return 1;  // nearly every character there is
    if (extends_previous(character)) return 0;
    for (auto const& [first, last] : wide)
        if (character >= first && character <= last) return 2;
    return 1;
}

}  // namespace

Terminal Terminal::of_stdout() {
    Terminal terminal;
    terminal.is_terminal = ::isatty(STDOUT_FILENO) == 1;
    terminal.width = number_of(variable("COLUMNS"));
    if (terminal.width == 0 && terminal.is_terminal) terminal.width = own_width();
    terminal.coloured = terminal.is_terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
    return terminal;
}

std::string Terminal::paint(Colour colour, std::string_view text) const {
    auto const code = code_of(colour);
    if (!coloured || code.empty() || text.empty()) return std::string(text);
    return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) columns += width_of(next_character(text, at));
    return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t end = 0;  // of what leaves room for the ellipsis
    for (std::size_t at = 0; at < text.size();) {
        used += width_of(next_character(text, at));
        if (used < columns) end = at;
        if (used > columns) return columns == 0 ? std::string() : std::string(text.substr(0, end)).append("…");
    }
    return std::string(text);
}

}  // namespace feedherald::cli
