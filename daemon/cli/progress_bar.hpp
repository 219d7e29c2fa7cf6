// SPDX-License-Identifier: MIT
// A bar for what takes a while.
#pragma once

#include <cstddef>
#include <string>

namespace feedherald::cli {

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

}  // namespace feedherald::cli
