// SPDX-License-Identifier: MIT
#include "cli/read_input.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace feedherald::cli {

std::string read_input(std::string const& file) {
    int const fd = file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot read " + file);
    std::string bytes;
    std::size_t filled = 0;
    for (;;) {
        if (bytes.size() - filled < 64 * 1024) bytes.resize(std::max<std::size_t>(bytes.size() * 2, 256 * 1024));
        auto const got = ::read(fd, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "cannot read " + file);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    if (fd != STDIN_FILENO) ::close(fd);
    bytes.resize(filled);
    return bytes;
}

std::string name_of_input(std::string const& file) {
    return file == "-" ? "standard input" : file;
}

}  // namespace feedherald::cli
