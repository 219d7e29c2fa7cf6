// SPDX-License-Identifier: MIT
#include "cli/prompt.hpp"

#include "base/text.hpp"

#include <charconv>
#include <iostream>

#include <unistd.h>

namespace feedherald::cli {

bool has_person() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

std::size_t choose(std::string_view question, std::vector<std::string> const& choices) {
    for (std::size_t i = 0; i < choices.size(); ++i) std::cerr << "  " << i + 1 << "  " << choices[i] << '\n';
    for (;;) {
        std::cerr << question << " [1-" << choices.size() << ", empty for none] " << std::flush;
        std::string line;
        if (!std::getline(std::cin, line)) return choices.size();
        auto const text = trim(line);
        if (text.empty()) return choices.size();
        std::size_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= choices.size())
            return number - 1;
        std::cerr << "that is not one of them\n";
    }
}

}  // namespace feedherald::cli
