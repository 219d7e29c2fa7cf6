// SPDX-License-Identifier: MIT
// The host of an address: the WHATWG host parser, so that the egress guard sees what a resolver would connect to.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace feedherald {

struct HostError {
    std::string reason;  ///< for people: "the host has a space inside"
};

/** What stands between "//" and the port: IPv4 in any spelling (decimal, octal, hexadecimal, short) becomes dotted,
 *  "[IPv6]" loses its brackets, names become lower-case A-labels (UTS #46 non-transitional); '_' is allowed. */
boost::system::result<std::string, HostError> parse_host(std::string_view text);

/** In one of the special registries of C-21; embedded IPv4 addresses (mapped, NAT64, 6to4) count as what they embed. */
bool is_private_address(std::array<std::uint8_t, 4> const& v4);
bool is_private_address(std::array<std::uint8_t, 16> const& v6);

/** True where a parsed host itself names a place that is not on the public internet: localhost and its subdomains, and
 *  literal private addresses. Whoever wrote that URL knew where it leads. */
bool names_private_host(std::string_view host);

}  // namespace feedherald
