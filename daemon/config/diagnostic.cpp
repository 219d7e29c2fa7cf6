// SPDX-License-Identifier: MIT
#include "config/diagnostic.hpp"

namespace feedherald::config {

std::string Diagnostic::text() const {
    std::string text = file;
    if (line != 0) text.append(":").append(std::to_string(line)).append(":").append(std::to_string(column));
    return text.append(": ").append(message);
}

}  // namespace feedherald::config
