// SPDX-License-Identifier: MIT
#include "store/lock.hpp"

#include "base/process.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
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

std::optional<long> holder_of(std::filesystem::path const& directory) {
    auto const path = directory / "lock";
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    long pid = 0;
    std::ifstream(path) >> pid;
    // Trying the lock could refuse a daemon that starts just now, so the kernel's list is read: "1: FLOCK ADVISORY
    // WRITE PID MAJOR:MINOR:INODE START END". The device is left out: file systems with subvolumes show another one
    // there.
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number, kind, mode, access, place;
        long holder = 0;
        if (!(words >> number >> kind >> mode >> access >> holder >> place) || kind != "FLOCK" || holder != pid)
            continue;
        if (place.ends_with(":" + std::to_string(status.st_ino))) return pid;
    }
    return std::nullopt;
}

Lock::Lock(std::filesystem::path const& directory) {
    auto const path = directory / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file_ < 0 && errno == ELOOP)
        throw std::runtime_error(path.string() + " is a symbolic link, which is not followed: remove it");
    if (file_ < 0) refuse(directory, errno);
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        auto const error = errno;
        auto const pid = holder(file_);
        ::close(file_);
        if (error != EWOULDBLOCK) refuse(directory, error);
        auto const who = pid > 0 ? describe_process(pid) : "another process";
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
