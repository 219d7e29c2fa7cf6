// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>

#include <unistd.h>

namespace feedherald::cli {

namespace {
constexpr std::size_t cells = 30;
}

bool has_person() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

ProgressBar::ProgressBar(std::string what, std::size_t total) : what_(std::move(what)), total_(total) {
    auto const* const no_color = std::getenv("NO_COLOR");
    visible_ = total > 0 && ::isatty(STDERR_FILENO) == 1 && (no_color == nullptr || *no_color == '\0');
    if (visible_) show(0);
}

ProgressBar::~ProgressBar() {
    if (visible_) std::cerr << "\r\x1b[K" << std::flush;
}

void ProgressBar::show(std::size_t done) {
    if (!visible_) return;
    auto const share = std::min(done, total_) * 1000 / total_;
    if (share == drawn_ && done > 0 && done < total_) return;
    drawn_ = share;
    auto const full = share * cells / 1000;
    std::string bar;
    for (std::size_t i = 0; i < cells; ++i) bar += i < full ? "█" : "░";
    std::cerr << '\r' << what_ << ' ' << bar << ' ' << share / 10 << "% of " << total_ << "\x1b[K" << std::flush;
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
