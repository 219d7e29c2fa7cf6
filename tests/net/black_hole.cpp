// SPDX-License-Identifier: MIT
#include "net/black_hole.hpp"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace feedherald::net_test {

BlackHole::BlackHole(std::string const& address, std::uint16_t port) {
    int const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    descriptors_.push_back(listener);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &place.sin_addr);
    socklen_t size = sizeof place;
    auto* const raw = reinterpret_cast<sockaddr*>(&place);
    if (::bind(listener, raw, size) != 0 || ::listen(listener, 0) != 0) throw std::runtime_error("cannot listen");
    ::getsockname(listener, raw, &size);
    port_ = ntohs(place.sin_port);
    // A queue of length 0 holds one or two; the first connection that stays open-ended proves that it is full.
    for (int i = 0; i < 16; ++i) {
        int const filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        descriptors_.push_back(filler);
        (void)::connect(filler, raw, size);
        pollfd watched{filler, POLLOUT, 0};
        if (::poll(&watched, 1, 100) == 0) return;
    }
    throw std::runtime_error("the queue does not fill");
}

BlackHole::~BlackHole() {
    for (int const descriptor : descriptors_) ::close(descriptor);
}

}  // namespace feedherald::net_test
