// SPDX-License-Identifier: MIT
// Instants as people say them in a table: "5m ago", "in 2h".
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>

namespace feedherald::cli {

/** "now", "40s ago", "in 3h", "12d ago": one unit, rounded down; "-" for what is not known. */
std::string relative(std::optional<Instant> instant, Instant now);

}  // namespace feedherald::cli
