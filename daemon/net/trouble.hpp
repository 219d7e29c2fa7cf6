// SPDX-License-Identifier: MIT
// Why a step of an exchange failed, inside this room; the client makes a Failure of it.
#pragma once

#include "net/http_client.hpp"

#include <string>

namespace feedherald::net {

struct Trouble {
    Failure::Kind kind = Failure::Kind::protocol;
    std::string reason;  ///< for people, without secrets
};

template <class T>
using Attempt = boost::system::result<T, Trouble>;

}  // namespace feedherald::net
