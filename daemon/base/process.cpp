// SPDX-License-Identifier: MIT
#include "base/process.hpp"

#include "base/text.hpp"

#include <fstream>

#include <sys/resource.h>

namespace feedherald {

std::string describe_process(long pid) {
    auto text = "process " + std::to_string(pid);
    std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    if (std::getline(file, name) && !name.empty()) text += " (" + escape_controls(name) + ")";
    return text;
}

void forbid_core_dumps() noexcept {
    rlimit none{0, 0};
    // With the hard limit as it is: who debugs may raise the soft one again (prlimit).
    if (rlimit now{}; ::getrlimit(RLIMIT_CORE, &now) == 0) none.rlim_max = now.rlim_max;
    ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace feedherald
