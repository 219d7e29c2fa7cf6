// SPDX-License-Identifier: MIT
#include "cli/read_input.hpp"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace feedherald::cli {

namespace {

constexpr std::size_t most = std::size_t{64} * 1024 * 1024;  // no feed is that large, and what is read stays in memory

struct Input {
    int fd;
    explicit Input(std::string const& file)
        : fd(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
    Input(Input const&) = delete;
    Input& operator=(Input const&) = delete;
    ~Input() {
        if (fd > STDIN_FILENO) ::close(fd);
    }
};

/** One byte more than the file has, so that its end is met without growing. */
std::size_t expected_size(int fd) {
    struct stat about {};
    bool const is_known = ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    return is_known ? std::min(static_cast<std::size_t>(about.st_size), most) + 1 : std::size_t{64} * 1024;
}

}  // namespace

std::string read_input(std::string const& file) {
    Input const input{file};
    auto const failed = [&] {
        return std::system_error(errno, std::generic_category(), "cannot read " + name_of_input(file));
    };
    if (input.fd < 0) throw failed();
    std::string bytes(expected_size(input.fd), '\0');
    std::size_t filled = 0;
    for (;;) {
        if (filled > most)
            throw std::runtime_error("cannot read " + name_of_input(file) + ": it is larger than 64 MiB");
        if (filled == bytes.size()) bytes.resize(2 * filled);
        auto const got = ::read(input.fd, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw failed();
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

std::string name_of_input(std::string const& file) {
    return file == "-" ? "standard input" : file;
}

}  // namespace feedherald::cli
