// SPDX-License-Identifier: MIT
#include "net/lookup.hpp"

#include <cstring>
#include <memory>

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace feedherald::net {
namespace {

struct FreeAnswer {
    void operator()(addrinfo* answer) const noexcept { ::freeaddrinfo(answer); }
};
struct FreeInterfaces {
    void operator()(ifaddrs* interfaces) const noexcept { ::freeifaddrs(interfaces); }
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
    ifaddrs* raw = nullptr;
    if (::getifaddrs(&raw) != 0) return true;
    std::unique_ptr<ifaddrs, FreeInterfaces> const owner{raw};
    for (auto const* at = raw; at != nullptr; at = at->ifa_next) {
        if (at->ifa_addr == nullptr || (at->ifa_flags & IFF_LOOPBACK) != 0 || (at->ifa_flags & IFF_UP) == 0) continue;
        if (at->ifa_addr->sa_family == AF_INET) return true;
        if (at->ifa_addr->sa_family != AF_INET6) continue;
        sockaddr_in6 address{};
        std::memcpy(&address, at->ifa_addr, sizeof address);
        if (!IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr)) return true;
    }
    return false;
}

}  // namespace feedherald::net
