// SPDX-License-Identifier: MIT
#include "schedule/host.hpp"

#include "base/uri.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>

namespace feedherald::schedule {

namespace {

// Hosts with many names and one patience.
constexpr std::array<std::string_view, 6> multi_tenant{"reddit.com",   "youtube.com", "openrss.org",
                                                       "substack.com", "tumblr.com",  "medium.com"};

bool is_or_is_under(std::string_view host, std::string_view domain) {
    if (!host.ends_with(domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_private_v4(std::uint32_t address) {
    struct Range {
        std::uint32_t net;
        int bits;
    };
    constexpr Range ranges[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},
                                {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0A80000, 16}};
    for (auto const& range : ranges)
        if ((address ^ range.net) >> (32 - range.bits) == 0) return true;
    return false;
}

bool is_private_v6(std::array<std::uint8_t, 16> const& a) {
    static constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::memcmp(a.data(), mapped.data(), mapped.size()) == 0)
        return is_private_v4(static_cast<std::uint32_t>(a[12]) << 24 | static_cast<std::uint32_t>(a[13]) << 16 |
                             static_cast<std::uint32_t>(a[14]) << 8 | a[15]);
    if ((a[0] & 0xFE) == 0xFC || (a[0] == 0xFE && (a[1] & 0xC0) == 0x80)) return true;  // fc00::/7, fe80::/10
    for (std::size_t i = 0; i < 15; ++i)
        if (a[i] != 0) return false;
    return a[15] <= 1;  // :: and ::1
}

}  // namespace

bool is_private_host(std::string_view host) {
    std::string const name(host);
    in_addr v4{};
    if (::inet_pton(AF_INET, name.c_str(), &v4) == 1) return is_private_v4(ntohl(v4.s_addr));
    std::array<std::uint8_t, 16> v6{};
    if (::inet_pton(AF_INET6, name.c_str(), v6.data()) == 1) return is_private_v6(v6);
    return is_or_is_under(host, "localhost");
}

std::string polite_host(std::string const& url) {
    auto const uri = parse_uri(url);
    if (!uri || !uri->is_http() || is_private_host(uri->host)) return {};
    for (auto const domain : multi_tenant)
        if (is_or_is_under(uri->host, domain)) return std::string(domain);
    return uri->authority();
}

}  // namespace feedherald::schedule
