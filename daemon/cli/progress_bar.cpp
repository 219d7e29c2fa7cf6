// SPDX-License-Identifier: MIT
#include "cli/progress_bar.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include <unistd.h>

namespace feedherald::cli {

namespace {
constexpr std::size_t cells = 30;
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

}  // namespace feedherald::cli
