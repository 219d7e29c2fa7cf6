// SPDX-License-Identifier: MIT
#include "bus/reach.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace feedherald::bus {

namespace {

/** The path of "unix:path=…" without escaped bytes; empty for every other address. */
std::string socket_path(std::string const& address) {
    std::string const start = "unix:path=";
    if (!address.starts_with(start)) return {};
    auto const end = std::min(address.find_first_of(",;"), address.size());
    auto path = address.substr(start.size(), end - start.size());
    return path.find('%') == std::string::npos ? path : std::string{};
}

}  // namespace

void reach(std::string const& address) {
    // Of several addresses the library tries one after the other.
    auto const path = address.find(';') == std::string::npos ? socket_path(address) : std::string{};
    sockaddr_un place{};
    if (path.empty() || path.size() >= sizeof place.sun_path) return;
    place.sun_family = AF_UNIX;
    std::memcpy(place.sun_path, path.c_str(), path.size() + 1);
    int const descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) throw std::system_error{errno, std::generic_category(), path};
    int const outcome = ::connect(descriptor, reinterpret_cast<sockaddr const*>(&place), sizeof place);
    int const why = errno;
    ::close(descriptor);
    if (outcome != 0) throw std::system_error{why, std::generic_category(), path};
}

}  // namespace feedherald::bus
