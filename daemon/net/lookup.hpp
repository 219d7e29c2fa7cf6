// SPDX-License-Identifier: MIT
// One blocking question to the system's resolver; asked on the lookup pool only.
#pragma once

#include "net/trouble.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

namespace feedherald::net {

enum class Family { v4, v6 };

struct LookupAnswer {
    std::vector<boost::asio::ip::address> addresses;
    std::optional<Trouble> trouble;  ///< set when there are none
};

/** May block for as long as it likes, on a thread of its own. Tests put names on loopback with it. */
using Lookup = std::function<LookupAnswer(std::string const& host, Family family)>;

/** getaddrinfo(3), its failures in words. */
LookupAnswer ask_system(std::string const& host, Family family);

/** There is a route to the world: without one, a failed lookup says nothing about the feed. */
bool has_network();

}  // namespace feedherald::net
