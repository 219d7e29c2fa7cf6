// SPDX-License-Identifier: MIT
// Counts what operator new hands out, here and in the libraries; libxml2's malloc is not among it.
#pragma once

#include <cstddef>

namespace feedherald::bench {

std::size_t allocations();

}  // namespace feedherald::bench
