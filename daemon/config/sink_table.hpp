// SPDX-License-Identifier: MIT
// [sinks.NAME]: each type with its own keys, and no others.
#pragma once

#include "config/settings.hpp"
#include "config/source_file.hpp"

#include <optional>
#include <vector>

namespace feedherald::config {

/** All sinks of the file in its order, "desktop" first where it is not named. `defaults` are those of [poll]. A sink
 *  with an error is left in by its name, so that `to` may name it; the error has been reported. */
std::vector<SinkSettings> read_sinks(SourceFile& file, Node const* sinks, FetchPolicy const& defaults);

}  // namespace feedherald::config
