// SPDX-License-Identifier: MIT
// Whose patience a request costs: the host, seen through known multi-tenant domains; and whether it is one of our own.
#pragma once

#include <string>
#include <string_view>

namespace feedherald::schedule {

/** By name or literal alone, without a lookup: localhost, *.localhost, and addresses of private, loopback and
 * link-local ranges (C-21). */
bool is_private_host(std::string_view host);

/** What one request at a time, the gap, and cool-downs hold for: host, with :port where it is not
 * the scheme's; the registrable domain where a few big hosts live under many names. Empty for private hosts and file:
 * URLs. */
std::string polite_host(std::string const& url);

}  // namespace feedherald::schedule
