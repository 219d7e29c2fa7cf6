// SPDX-License-Identifier: MIT
// HTTP Basic (RFC 7617): what stands behind "Authorization:" or "Proxy-Authorization:".
#pragma once

#include "base/secret.hpp"

#include <string>

namespace feedherald::net {

/** "Basic " and the base64 of name:password. */
Secret basic_credentials(std::string const& name, Secret const& password);

}  // namespace feedherald::net
