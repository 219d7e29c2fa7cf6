// SPDX-License-Identifier: MIT
#include "config/replace_file.hpp"

#include "base/private_files.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace feedherald::config {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string const& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

fs::path directory_of(fs::path const& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/** Nobody may write it, not even its owner; root's own access(2) would not tell. */
bool is_locked(struct stat const& about) {
    return (about.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0;
}

/** A new file beside another; gone again unless it has taken the other's place. */
class Successor {
  public:
    explicit Successor(fs::path const& file) : name_((directory_of(file) / ".feedherald-XXXXXX").string()) {
        descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
        if (descriptor_ < 0) fail("cannot write in " + directory_of(file).string());
    }
    ~Successor() {
        ::close(descriptor_);
        if (!name_.empty()) ::unlink(name_.c_str());
    }
    Successor(Successor const&) = delete;
    Successor& operator=(Successor const&) = delete;

    void take_after(struct stat const& old) {
        // Only root can give a file away; a group that we are no member of is lost, its rights then with it.
        bool const same_owner = ::fchown(descriptor_, old.st_uid, old.st_gid) == 0;
        auto const mode = old.st_mode & (same_owner ? 07777U : 07700U);
        if (::fchmod(descriptor_, mode) != 0) fail("cannot set the mode of " + name_);
    }
    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("cannot write " + name_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(descriptor_) != 0) fail("cannot write " + name_);
    }
    void replace(fs::path const& file) {
        if (::rename(name_.c_str(), file.c_str()) != 0) fail("cannot replace " + file.string());
        name_.clear();
    }

  private:
    std::string name_;
    int descriptor_ = -1;
};

}  // namespace

std::string reason_not_to_write(fs::path const& file) {
    struct stat about {};
    if (::lstat(file.c_str(), &about) == 0) {
        if (S_ISLNK(about.st_mode)) {
            std::error_code ignored;
            return file.string() + " is a link to " + fs::read_symlink(file, ignored).string() +
                   ", so another tool looks after it";
        }
        if (!S_ISREG(about.st_mode)) return file.string() + " is not a regular file";
        if (is_locked(about) || ::access(file.c_str(), W_OK) != 0) return file.string() + " is read-only";
    }
    // What is replaced by a rename is an entry of its directory, or of the nearest that is there already.
    auto directory = directory_of(file);
    while (::stat(directory.c_str(), &about) != 0 && directory.has_relative_path()) directory = directory_of(directory);
    if (!S_ISDIR(about.st_mode)) return directory.string() + " is not a directory";
    if (is_locked(about) || ::access(directory.c_str(), W_OK | X_OK) != 0) return directory.string() + " is read-only";
    return {};
}

void replace_file(fs::path const& file, std::string_view bytes) {
    make_private_directories(directory_of(file));
    Successor successor(file);
    struct stat old {};
    if (::stat(file.c_str(), &old) == 0) successor.take_after(old);
    successor.write(bytes);
    successor.replace(file);
    // The rename itself must outlive a loss of power.
    int const directory = ::open(directory_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    ::fsync(directory);
    ::close(directory);
}

EditLock::EditLock(fs::path const& directory) {
    auto const name = directory.empty() ? fs::path(".") : directory;
    make_private_directories(name);
    directory_ = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory_ < 0) fail("cannot open " + name.string());
    while (::flock(directory_, LOCK_EX) != 0)
        if (errno != EINTR) break;  // a file system without locks: as if we were alone
}

EditLock::~EditLock() {
    ::close(directory_);
}

}  // namespace feedherald::config
