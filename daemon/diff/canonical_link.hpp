// SPDX-License-Identifier: MIT
// One spelling for the many that a publisher gives to one address (B-31), for comparing only: nobody ever opens it.
#pragma once

#include <string>
#include <string_view>

namespace feedherald::diff {

/** Apart, because a site that moves to another domain keeps its paths. */
struct CanonicalLink {
    std::string host;  ///< http and https are one, "www." and default ports are none, case does not matter
    std::string rest;  ///< path, query without tracking, fragment; empty for the root
    friend bool operator==(CanonicalLink const&, CanonicalLink const&) = default;
};

CanonicalLink canonical_link(std::string_view link);

}  // namespace feedherald::diff
