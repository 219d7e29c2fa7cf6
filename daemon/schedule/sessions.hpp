// SPDX-License-Identifier: MIT
// Publications as a poller can tell them apart: what comes within an hour is one session.
#pragma once

#include "base/instant.hpp"

#include <vector>

namespace feedherald::schedule {

/** `published`, in any order, as the middles of its sessions, oldest first. */
std::vector<Instant> sessions_of(std::vector<Instant> published);

}  // namespace feedherald::schedule
