// SPDX-License-Identifier: MIT
// The parts of an address that may be a key by themselves.
#pragma once

#include "base/secret.hpp"
#include "base/uri.hpp"

#include <vector>

namespace feedherald::sink {

/** What stands behind the question mark, whole and value by value; where the path may hold a key too, also the path,
 * its last segment and those as long as a key, unless the host, which is no secret, says them too. Each as it is
 * written and as a receiver reads it; the longer first. */
std::vector<Secret> address_keys(Uri const& endpoint, bool path_is_secret);

}  // namespace feedherald::sink
