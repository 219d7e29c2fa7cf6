// SPDX-License-Identifier: MIT
// Telling a damaged database from a sound one, and getting it out of the way.
#pragma once

#include "base/instant.hpp"
#include "store/database.hpp"

#include <filesystem>

namespace feedherald::store {

/** A look at the pages: all of them in a small file, those of the feeds and the outbox in a large one. */
bool looks_sound(Database& database, std::filesystem::path const& file);

/** Renames the file and what belongs to it to FILE.corrupt-DATE; returns that path. Throws std::runtime_error. */
std::filesystem::path set_aside(std::filesystem::path const& file, Instant now);

}  // namespace feedherald::store
