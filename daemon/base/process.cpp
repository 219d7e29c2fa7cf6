// SPDX-License-Identifier: MIT
#include "base/process.hpp"

#include "base/text.hpp"

#include <fstream>

namespace feedherald {

std::string describe_process(long pid) {
    auto text = "process " + std::to_string(pid);
    std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    if (std::getline(file, name) && !name.empty()) text += " (" + escape_controls(name) + ")";
    return text;
}

}  // namespace feedherald
