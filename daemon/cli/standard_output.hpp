// SPDX-License-Identifier: MIT
// Where results go, and whether they have arrived: a full disk must not look like success.
#pragma once

#include <iostream>
#include <streambuf>

namespace feedherald::cli {

/** Stands behind std::cout while it lives and remembers why a write failed: when a command has ended, errno says
 *  something else. */
class StandardOutput final : public std::streambuf {
  public:
    StandardOutput() : before_(std::cout.rdbuf(this)) {}
    ~StandardOutput() override { std::cout.rdbuf(before_); }
    StandardOutput(StandardOutput const&) = delete;
    StandardOutput& operator=(StandardOutput const&) = delete;

    /** What a command's status becomes when its results cannot be written, which is told on stderr. A reader that has
     *  seen enough and went is no failure. */
    [[nodiscard]] int judge(int status);

  protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(char const* text, std::streamsize size) override;
    int sync() override;

  private:
    bool noted(bool written);

    std::streambuf* before_;
    int error_ = 0;  ///< errno of the first failure
};

}  // namespace feedherald::cli
