// SPDX-License-Identifier: MIT
// Forgetting what nobody will ask for again.
#pragma once

#include "store/database.hpp"

namespace feedherald::store {

void prune_old(Database& database, Duration keep, Instant now);

}  // namespace feedherald::store
