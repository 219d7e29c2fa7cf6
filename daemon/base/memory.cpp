// SPDX-License-Identifier: MIT
#include "base/memory.hpp"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace feedherald {

void keep_memory_small() {
#ifdef __GLIBC__
    // Without these the limits follow the largest block ever freed, up to 64 MiB: one big document would be kept for
    // ever.
    ::mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    ::mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    ::mallopt(M_ARENA_MAX, 1);
#endif
}

void give_memory_back() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

}  // namespace feedherald
