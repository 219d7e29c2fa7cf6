// SPDX-License-Identifier: MIT
#include "base/private_files.hpp"

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace feedherald {

namespace {

[[noreturn]] void fail(int error, std::string const& what) {
    throw std::system_error(error, std::generic_category(), what);
}

/** Why an open file is not one to write private things to; null where it is. */
char const* objection(struct stat const& about) {
    if (!S_ISREG(about.st_mode)) return " is not a regular file: remove it";
    if (about.st_uid != ::geteuid()) return " belongs to another user: remove it or chown it";
    return nullptr;
}

}  // namespace

void make_private_directories(std::filesystem::path const& directory) {
    std::filesystem::path made;
    for (auto const& part : directory) {
        made /= part;
        if (::mkdir(made.c_str(), 0700) == 0 || errno == EEXIST) continue;
        auto const error = errno;
        std::error_code ignored;
        // Of a directory that is there the kernel may say something else first: EROFS, EACCES.
        if (!std::filesystem::is_directory(made, ignored)) fail(error, "cannot make " + made.string());
    }
}

void make_private_file(std::filesystem::path const& file) {
    auto const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (descriptor < 0 && errno == ELOOP)
        throw std::runtime_error(file.string() + " is a symbolic link, which is not followed: remove it");
    if (descriptor < 0) fail(errno, "cannot write " + file.string());
    struct stat about {};
    bool const is_known = ::fstat(descriptor, &about) == 0;
    auto const* const reason = is_known ? objection(about) : nullptr;
    bool const is_private = is_known && reason == nullptr && ::fchmod(descriptor, 0600) == 0;
    auto const error = errno;
    ::close(descriptor);
    if (reason != nullptr) throw std::runtime_error(file.string() + reason);
    if (!is_private) fail(error, "cannot write " + file.string());
}

OthersMay others_may(struct stat const& about) {
    auto const group = about.st_gid != ::getegid() ? about.st_mode : mode_t{0};
    return {((about.st_mode & S_IROTH) | (group & S_IRGRP)) != 0, ((about.st_mode & S_IWOTH) | (group & S_IWGRP)) != 0};
}

OthersMay others_may(std::filesystem::path const& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 ? others_may(about) : OthersMay{};
}

std::optional<Danger> danger_in(std::filesystem::path const& directory) {
    struct stat about {};
    if (::stat(directory.c_str(), &about) != 0) return std::nullopt;
    if (about.st_uid != ::geteuid()) return Danger{directory.string() + " belongs to another user", "chown it"};
    // The group too, even our own: nobody knows who will be in it.
    if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return Danger{directory.string() + " can be written by others", "chmod go-w it"};
    return std::nullopt;
}

}  // namespace feedherald
