// SPDX-License-Identifier: MIT
// The host of an address: the WHATWG host parser, so that the egress guard sees what a resolver would connect to.
#pragma once

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

/** True where a parsed host itself names a place that is not on the public internet: localhost and its subdomains, and
 *  literal addresses of the special registries (C-21), also behind IPv4-mapped, NAT64 and 6to4 spellings. */
bool names_private_host(std::string_view host);

}  // namespace feedherald
