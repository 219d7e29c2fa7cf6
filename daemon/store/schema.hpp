// SPDX-License-Identifier: MIT
// The tables, as an ordered list of migrations. A change of schema is one more entry at its end, never an edit.
#pragma once

#include "store/database.hpp"

namespace feedherald::store {

/** Brings the file to the newest version, each step in a transaction of its own. Throws std::runtime_error when the
 * file was written by a newer version, or is not a feedherald state at all. */
void migrate(Database& database);

/** For readers: false when there are no tables yet; throws when they are older or newer than this version reads. */
bool is_readable(Database& database);

}  // namespace feedherald::store
