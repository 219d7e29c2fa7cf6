// SPDX-License-Identifier: MIT
// Tells whether a sink is still configured as it was when its receiver said 410: only a change enables it again.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace feedherald::engine {

/** A digest of everything that decides where and how alerts go; nothing of a secret can be read from it. */
std::string sink_fingerprint(config::SinkSettings const& settings);

}  // namespace feedherald::engine
