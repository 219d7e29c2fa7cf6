// SPDX-License-Identifier: MIT
// Collects words into lines: white space folds, line breaks do not pile up, neither begins nor ends the text.
#pragma once

#include <string>
#include <string_view>

namespace feedherald::parse {

class TextWriter {
  public:
    explicit TextWriter(std::size_t expected_size) { text_.reserve(expected_size); }

    /** Words and white space; with `keeps_lines` a line feed is a line break, else a blank. */
    void write(std::string_view text, bool keeps_lines = false);
    void blank() {
        if (owed_ == 0) owed_ = ' ';
    }
    void line_break() { owed_ = '\n'; }

    /** What was written, without control and bidi characters; the writer is done with. */
    std::string take() &&;

  private:
    void word(std::string_view bytes);

    std::string text_;
    char owed_ = 0;  ///< the white space that goes before the next word
};

}  // namespace feedherald::parse
