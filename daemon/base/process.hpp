// SPDX-License-Identifier: MIT
// Another process, as people know it.
#pragma once

#include <string>

namespace feedherald {

/** "process 1234 (feedherald)"; without the name where the kernel does not tell it. */
std::string describe_process(long pid);

}  // namespace feedherald
