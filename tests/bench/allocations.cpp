// SPDX-License-Identifier: MIT
#include "bench/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {
std::size_t count = 0;
}

void* operator new(std::size_t size) {
    ++count;
    if (auto* memory = std::malloc(size)) return memory;
    throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

namespace feedherald::bench {

std::size_t allocations() {
    return count;
}

}  // namespace feedherald::bench
