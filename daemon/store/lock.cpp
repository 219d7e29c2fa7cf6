// SPDX-License-Identifier: MIT
#include "store/lock.hpp"

#include "store/store.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace feedherald::store {

namespace {

/** 0: it cannot be told. */
int holder(int file) {
    std::array<char, 32> text{};
    auto const length = ::pread(file, text.data(), text.size(), 0);
    int pid = 0;
    if (length > 0) std::from_chars(text.data(), text.data() + length, pid);
    return std::max(pid, 0);
}

[[noreturn]] void refuse(std::filesystem::path const& directory, int error) {
    throw std::runtime_error("cannot write in the state directory " + directory.string() + ": " +
                             std::generic_category().message(error) +
                             "; make it writable for this user or set [state] directory");
}

}  // namespace

Lock::Lock(std::filesystem::path const& directory) {
    auto const path = directory / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file_ < 0) refuse(directory, errno);
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        auto const error = errno;
        auto const pid = holder(file_);
        ::close(file_);
        if (error != EWOULDBLOCK) refuse(directory, error);
        auto const who = pid > 0 ? "process " + std::to_string(pid) : "another process";
        throw InUse("the state in " + directory.string() + " is in use by " + who +
                        "; stop that feedherald first, or give this one another [state] directory",
                    pid);
    }
    auto const pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
        auto const error = errno;
        ::close(file_);
        refuse(directory, error);
    }
}

Lock::~Lock() {
    ::close(file_);
}

}  // namespace feedherald::store
