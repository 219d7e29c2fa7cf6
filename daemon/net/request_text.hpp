// SPDX-License-Identifier: MIT
// A request as it goes over the wire.
#pragma once

#include "net/http_client.hpp"
#include "net/trouble.hpp"

#include <string>

namespace feedherald::net {

/** To `here`: the request's own address, or one that it was redirected to. `is_home`: of the origin that the secret
 *  headers and the credentials are for. */
Attempt<std::string> request_text(Request const& request, Uri const& here, bool is_home);

}  // namespace feedherald::net
