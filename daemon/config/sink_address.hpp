// SPDX-License-Identifier: MIT
// Where a sink posts to: `url` in its three forms, and `allow_http`.
#pragma once

#include "base/secret.hpp"
#include "config/keys.hpp"
#include "config/secret_keys.hpp"

namespace feedherald::config {

/** Types whose service has one address need none. http:// to a public host is reported unless allow_http. */
void read_sink_address(TableReader& reader, SinkType const& type, Secret& url, bool& allow_http, bool& is_secret);

}  // namespace feedherald::config
