// SPDX-License-Identifier: MIT
// Why a sink delivers nothing just now, noted in the state while it holds: `status` reads it there.
#pragma once

#include "model/ids.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>

namespace feedherald::engine {

/** Empty: there is none any more. */
void note_obstacle(store::Store& store, SinkName const& sink, std::optional<std::string> const& obstacle);
std::optional<std::string> noted_obstacle(store::Store& store, SinkName const& sink);

}  // namespace feedherald::engine
