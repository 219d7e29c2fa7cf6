// SPDX-License-Identifier: MIT
// One request for a feed's document, as the publisher should see it, and the answer as a value.
#pragma once

#include "engine/clock.hpp"
#include "model/fetched.hpp"
#include "model/subscription.hpp"
#include "net/http_client.hpp"

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** Asks for `sub.url`, conditionally where `validators` has any (A-01..A-04). Only cancellation throws. */
boost::asio::awaitable<Fetched> fetch(net::HttpClient& http, Clock const& clock, Subscription sub,
                                      Validators validators);

}  // namespace feedherald::engine
