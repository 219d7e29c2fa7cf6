// SPDX-License-Identifier: MIT
// Alerts with the whole item they are about, so that a delivery needs nothing but its own row even months later.
#pragma once

#include "model/alert.hpp"
#include "store/database.hpp"

namespace feedherald::store {

AlertId write_alert(Database& database, Alert const& alert);
/** Throws when it is not there: every delivery has one. */
Alert read_alert(Database& database, AlertId id);

}  // namespace feedherald::store
