// SPDX-License-Identifier: MIT
// The sink that an argument names.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace feedherald::cli {

/** Null where there is none of that name; that has been told on stderr, with the names there are. */
config::SinkSettings const* sink_or_tell(config::Settings const& settings, std::string const& name);

}  // namespace feedherald::cli
