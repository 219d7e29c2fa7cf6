// SPDX-License-Identifier: MIT
// The right to write in a state directory: one process at a time, given back by the kernel when it ends in any way.
#pragma once

#include <filesystem>

namespace feedherald::store {

class Lock {
  public:
    /** Throws InUse when another process holds it, std::runtime_error when the directory cannot be written. */
    explicit Lock(std::filesystem::path const& directory);
    ~Lock();
    Lock(Lock const&) = delete;
    Lock& operator=(Lock const&) = delete;

  private:
    int file_ = -1;
};

}  // namespace feedherald::store
