// SPDX-License-Identifier: MIT
// Processes: another one as people know it, and what this one leaves behind.
#pragma once

#include <string>

namespace feedherald {

/** "process 1234 (feedherald)"; without the name where the kernel does not tell it. */
std::string describe_process(long pid);

/** From now on a crash of this process leaves no core dump: there would be secrets in it. */
void forbid_core_dumps() noexcept;

}  // namespace feedherald
