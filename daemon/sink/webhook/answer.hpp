// SPDX-License-Identifier: MIT
// What an endpoint's answer means for the delivery: accepted, again later, or never.
#pragma once

#include "model/alert.hpp"
#include "net/http_client.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace feedherald::sink {

/** Retry-After as seconds or as a date (relative to the answer's own Date, else to `now`); empty when absent or
 * neither. A date that has passed is zero. */
std::optional<std::chrono::milliseconds> retry_after(net::Headers const& headers, Instant now);

/** 2xx is accepted; 408, 425, 429 and 5xx are tried again; 410 disables the sink; a redirect and any other status are
 *  final. The reason quotes the beginning of the body, escaped. */
DeliveryOutcome judge(net::Response const& response, Instant now);

/** As judge() where there was a status at all, however the exchange ended; else again later. */
DeliveryOutcome judge(net::Exchanged const& exchanged, Instant now);

}  // namespace feedherald::sink
