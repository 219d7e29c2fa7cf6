// SPDX-License-Identifier: MIT
// One request for a feed's document, as the publisher should see it, and the answer as a value.
#pragma once

#include "engine/clock.hpp"
#include "model/fetched.hpp"
#include "model/subscription.hpp"
#include "net/http_client.hpp"

#include <string>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** Asks at `url`, which is the subscription's own or the one that it has moved to, conditionally where `validators` has
 *  any (A-01..A-04). `http`, `clock` and `sub` outlive it. Only cancellation throws. */
boost::asio::awaitable<Fetched> fetch(net::HttpClient& http, Clock const& clock, Subscription const& sub,
                                      std::string url, Validators validators,
                                      net::BeforeRedirect before_redirect = nullptr);

}  // namespace feedherald::engine
