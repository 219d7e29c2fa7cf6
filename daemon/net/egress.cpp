// SPDX-License-Identifier: MIT
#include "net/egress.hpp"

#include "base/uri_host.hpp"

#include <algorithm>
#include <array>

namespace feedherald::net {
namespace {

/** https://fetch.spec.whatwg.org/#bad-port from 1024 on; below, only 80 and 443 are allowed anyway. */
constexpr std::array<std::uint16_t, 19> bad_ports{1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000,
                                                  6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

}  // namespace

bool is_private(boost::asio::ip::address const& address) {
    if (address.is_v4()) return is_private_address(address.to_v4().to_bytes());
    return is_private_address(address.to_v6().to_bytes());
}

bool is_redirect_port(std::uint16_t port, std::uint16_t original) {
    if (port == 80 || port == 443 || port == original) return true;
    return port >= 1024 && std::find(bad_ports.begin(), bad_ports.end(), port) == bad_ports.end();
}

}  // namespace feedherald::net
