// SPDX-License-Identifier: MIT
// The request that a delivery would be, to be looked at: as it goes over the wire, its secrets masked.
#pragma once

#include "config/settings.hpp"
#include "model/alert.hpp"

#include <optional>
#include <string>

namespace feedherald::sink {

/** Head and body, lines of the head ended by "\n"; every secret is "***". Empty for sinks that send no request.
 *  Throws std::runtime_error, which names the sink but no value, when one cannot be composed from the settings. */
std::optional<std::string> rendered_request(config::SinkSettings const& settings, Delivery const& delivery,
                                            Instant now);

}  // namespace feedherald::sink
