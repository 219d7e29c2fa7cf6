// SPDX-License-Identifier: MIT
#include "net/lookup.hpp"

#include <cstdint>
#include <cstring>
#include <memory>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace feedherald::net {
namespace {

struct FreeAnswer {
    void operator()(addrinfo* answer) const noexcept { ::freeaddrinfo(answer); }
};
boost::asio::ip::address address_of(addrinfo const& entry) {
    if (entry.ai_family == AF_INET) {
        sockaddr_in from{};
        std::memcpy(&from, entry.ai_addr, sizeof from);
        return boost::asio::ip::address_v4{ntohl(from.sin_addr.s_addr)};
    }
    sockaddr_in6 from{};
    std::memcpy(&from, entry.ai_addr, sizeof from);
    boost::asio::ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &from.sin6_addr, bytes.size());
    return boost::asio::ip::address_v6{bytes, from.sin6_scope_id};
}

constexpr std::uint16_t discard_port = 9;

bool has_route(sockaddr const* to, socklen_t size) {
    int const descriptor = ::socket(to->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return false;
    bool const routed = ::connect(descriptor, to, size) == 0;
    ::close(descriptor);
    return routed;
}

Trouble trouble_of(int code, std::string const& host) {
    switch (code) {
        case EAI_NONAME:
        case EAI_NODATA:
        case EAI_ADDRFAMILY:
            return {Failure::Kind::dns, "no such host: " + host};
        case EAI_AGAIN:
            if (!has_network()) return {Failure::Kind::offline, "this machine has no network"};
            return {Failure::Kind::dns, "the name servers do not answer for " + host};
        default:
            return {Failure::Kind::dns, "the name " + host + " cannot be looked up: " + ::gai_strerror(code)};
    }
}

}  // namespace

LookupAnswer ask_system(std::string const& host, Family family) {
    addrinfo hints{};
    hints.ai_family = family == Family::v4 ? AF_INET : AF_INET6;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* raw = nullptr;
    auto const code = ::getaddrinfo(host.c_str(), nullptr, &hints, &raw);
    std::unique_ptr<addrinfo, FreeAnswer> const owner{raw};
    LookupAnswer answer;
    if (code != 0) {
        answer.trouble = trouble_of(code, host);
        return answer;
    }
    for (auto const* entry = raw; entry != nullptr; entry = entry->ai_next) {
        answer.addresses.push_back(address_of(*entry));
    }
    if (answer.addresses.empty()) answer.trouble = trouble_of(EAI_NONAME, host);
    return answer;
}

bool has_network() {
    // Connecting a datagram socket sends nothing: it only asks the kernel for a route. Documentation addresses.
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(discard_port);
    v4.sin_addr.s_addr = htonl(0xC6336401);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(discard_port);
    v6.sin6_addr.s6_addr[0] = 0x20;
    v6.sin6_addr.s6_addr[1] = 0x01;
    v6.sin6_addr.s6_addr[2] = 0x0d;
    v6.sin6_addr.s6_addr[3] = 0xb8;
    return has_route(reinterpret_cast<sockaddr const*>(&v4), sizeof v4) ||
           has_route(reinterpret_cast<sockaddr const*>(&v6), sizeof v6);
}

}  // namespace feedherald::net
