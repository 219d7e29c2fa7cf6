// SPDX-License-Identifier: MIT
// Where requests may go: the ranges no public name may lead to (C-21) and the ports no redirect may choose (C-23).
// Pure.
#pragma once

#include <cstdint>

#include <boost/asio/ip/address.hpp>

namespace feedherald::net {

/** As base/uri_host's is_private_address says. */
bool is_private(boost::asio::ip::address const& address);

/** 80, 443, the port that the user wrote, or 1024 and up without the WHATWG's bad ports (C-23). */
bool is_redirect_port(std::uint16_t port, std::uint16_t original);

}  // namespace feedherald::net
