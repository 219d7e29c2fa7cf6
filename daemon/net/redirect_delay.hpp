// SPDX-License-Identifier: MIT
// Retry-After on a redirect delays the redirected request (A-21, RFC 9110 §10.2.3). Pure.
#pragma once

#include "net/http_client.hpp"

#include <chrono>

namespace feedherald::net {

/** Zero where there is none or it makes no sense; dates count from the answer's own Date. */
std::chrono::seconds redirect_delay(Headers const& headers);

}  // namespace feedherald::net
