// SPDX-License-Identifier: MIT
#include "net/egress.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace feedherald::net {
namespace {

namespace ip = boost::asio::ip;
using Bytes4 = ip::address_v4::bytes_type;
using Bytes16 = ip::address_v6::bytes_type;

template <std::size_t N>
struct Range {
    std::array<std::uint8_t, N> first;
    unsigned bits;
};

constexpr std::array<Range<4>, 14> private_v4{{
    {{0, 0, 0, 0}, 8},
    {{10, 0, 0, 0}, 8},
    {{100, 64, 0, 0}, 10},
    {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16},
    {{172, 16, 0, 0}, 12},
    {{192, 0, 0, 0}, 24},
    {{192, 0, 2, 0}, 24},
    {{192, 168, 0, 0}, 16},
    {{198, 18, 0, 0}, 15},
    {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0}, 24},
    {{224, 0, 0, 0}, 4},
    {{240, 0, 0, 0}, 4},
}};

constexpr std::array<Range<16>, 8> private_v6{{
    {{}, 128},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128},
    {{0xfc}, 7},
    {{0xfe, 0x80}, 10},
    {{0xff}, 8},
    {{0x20, 0x01, 0x0d, 0xb8}, 32},
    {{0x01, 0x00}, 64},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48},
}};

constexpr Range<16> mapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Range<16> nat64{{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Range<16> six_to_four{{0x20, 0x02}, 16};

/** https://fetch.spec.whatwg.org/#bad-port from 1024 on; below, only 80 and 443 are allowed anyway. */
constexpr std::array<std::uint16_t, 19> bad_ports{1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000,
                                                  6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

template <std::size_t N>
bool contains(Range<N> const& range, std::array<std::uint8_t, N> const& address) {
    auto const whole = range.bits / 8;
    if (!std::equal(range.first.begin(), range.first.begin() + whole, address.begin())) return false;
    auto const rest = range.bits % 8;
    if (rest == 0) return true;
    auto const mask = static_cast<std::uint8_t>(0xff << (8 - rest));
    return (range.first[whole] & mask) == (address[whole] & mask);
}

bool is_private_v4(Bytes4 const& address) {
    return std::any_of(private_v4.begin(), private_v4.end(),
                       [&](auto const& range) { return contains(range, address); });
}

std::optional<Bytes4> embedded_v4(Bytes16 const& address) {
    auto const at = [&](std::size_t i) { return Bytes4{address[i], address[i + 1], address[i + 2], address[i + 3]}; };
    if (contains(mapped, address) || contains(nat64, address)) return at(12);
    if (contains(six_to_four, address)) return at(2);
    return std::nullopt;
}

}  // namespace

bool is_private(ip::address const& address) {
    if (address.is_v4()) return is_private_v4(address.to_v4().to_bytes());
    auto const bytes = address.to_v6().to_bytes();
    if (auto const inner = embedded_v4(bytes)) return is_private_v4(*inner);
    return std::any_of(private_v6.begin(), private_v6.end(), [&](auto const& range) { return contains(range, bytes); });
}

bool names_private_host(std::string const& host) {
    auto const name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
    if (name == "localhost" || name.ends_with(".localhost")) return true;
    boost::system::error_code error;
    auto const address = ip::make_address(host, error);
    return !error && is_private(address);
}

bool is_redirect_port(std::uint16_t port, std::uint16_t original) {
    if (port == 80 || port == 443 || port == original) return true;
    return port >= 1024 && std::find(bad_ports.begin(), bad_ports.end(), port) == bad_ports.end();
}

}  // namespace feedherald::net
