// SPDX-License-Identifier: MIT
// Small facts by name that outlive a restart.
#pragma once

#include "store/database.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace feedherald::store {

void write_note(Database& database, std::string const& name, std::string const& value);
void delete_note(Database& database, std::string const& name);
std::optional<std::string> read_note(Database& database, std::string const& name);
std::vector<std::pair<std::string, std::string>> read_notes(Database& database, std::string const& prefix);

}  // namespace feedherald::store
