// SPDX-License-Identifier: MIT
// When a host may be asked that a redirect leads to: it has cool-downs and a gap as those have that feeds name
//
#pragma once

#include "engine/clock.hpp"
#include "engine/cool_downs.hpp"
#include "engine/poll_queue.hpp"
#include "model/subscription.hpp"
#include "net/http_client.hpp"

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** Whose patience a refusal speaks of: that of the host with the proxy it was asked through. Empty: of nobody
 *  but the one feed. */
std::string server_of(Subscription const& sub, std::string const& url);

/** Waits for the end of the gap at the host of `to`, unless it is that of `from`, and begins the next; or says why a
 *  cool-down forbids it. The references outlive it. */
boost::asio::awaitable<std::optional<net::Objection>> redirect_turn(Uri from, Uri to, Subscription const& sub,
                                                                    CoolDowns const& cool_downs, PollQueue& queue,
                                                                    Clock& clock);

}  // namespace feedherald::engine
