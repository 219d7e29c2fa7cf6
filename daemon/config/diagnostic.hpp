// SPDX-License-Identifier: MIT
// One thing to tell the user about a configuration file, with the place it stands at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace feedherald::config {

/** One thing to tell the user. `text()` is "FILE:LINE:COLUMN: message". Never holds a secret's value. */
struct Diagnostic {
    std::string file;
    std::uint32_t line = 0;  ///< 1-based; 0 where the file as a whole is meant
    std::uint32_t column = 0;
    std::string key;       ///< "feed.interval"; empty for syntax errors
    std::string message;   ///< names the key, and the one that was meant for a near miss
    std::string remedy{};  ///< of a warning: the command that mends it
    [[nodiscard]] std::string text() const;
};

/** All that was found while reading; filled by every reader, judged by load(). */
struct Findings {
    std::vector<Diagnostic> errors;
    std::vector<Diagnostic> warnings;
};

}  // namespace feedherald::config
