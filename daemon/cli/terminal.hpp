// SPDX-License-Identifier: MIT
// Whether a person sits before this, and a bar for what takes a while.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::cli {

/** True for an interactive session: input and diagnostics are a terminal. */
bool has_person();

/** One line on stderr that is drawn over and over, and gone at the end; nothing unless stderr is a terminal and
 * NO_COLOR is not set. */
class ProgressBar {
  public:
    ProgressBar(std::string what, std::size_t total);
    ~ProgressBar();
    ProgressBar(ProgressBar const&) = delete;
    ProgressBar& operator=(ProgressBar const&) = delete;
    void show(std::size_t done);

  private:
    std::string what_;
    std::size_t total_;
    std::size_t drawn_ = 0;  ///< per mille
    bool visible_ = false;
};

/** Asks on the terminal until a number or nothing is typed; the place in `choices`, or their number for nothing. */
std::size_t choose(std::string_view question, std::vector<std::string> const& choices);

}  // namespace feedherald::cli
