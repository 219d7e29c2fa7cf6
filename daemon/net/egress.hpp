// SPDX-License-Identifier: MIT
// Where requests may go: the ranges no public name may lead to (C-21) and the ports no redirect may choose (C-23).
// Pure.
#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/ip/address.hpp>

namespace feedherald::net {

/** In one of the ranges of C-21; embedded IPv4 addresses (mapped, NAT64, 6to4) count as what they embed. */
bool is_private(boost::asio::ip::address const& address);

/** The host is itself a private IP literal, or localhost: whoever wrote that URL knew where it leads. */
bool names_private_host(std::string const& host);

/** 80, 443, the port that the user wrote, or 1024 and up without the WHATWG's bad ports (C-23). */
bool is_redirect_port(std::uint16_t port, std::uint16_t original);

}  // namespace feedherald::net
