// SPDX-License-Identifier: MIT
// Whose patience a request costs: the host, seen through domains that live under many names.
#pragma once

#include "base/instant.hpp"

#include <string>

namespace feedherald::schedule {

/** What one request at a time, the gap, and cool-downs hold for: host, with :port where it is not
 * the scheme's; the registrable domain where a few big hosts live under many names. Empty for private hosts and file:
 * URLs.
 */
std::string polite_host(std::string const& url);

/** Between request starts to such a host: `usual`, or what this host is known to want. */
Duration host_gap(std::string const& polite_host, Duration usual);

}  // namespace feedherald::schedule
