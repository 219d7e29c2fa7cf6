// SPDX-License-Identifier: MIT
// One request and its answer on a connection that stands: bounded, decoded, and told apart where it ended early.
#pragma once

#include "net/exchange.hpp"
#include "net/phases.hpp"
#include "net/watchdog.hpp"

#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace feedherald::net {

struct HopOutcome {
    enum class Kind {
        answered,           ///< the Response is there, if incomplete
        closed_unanswered,  ///< before the first byte: the one case in which a reused connection is tried again (A-28)
        failed,
    };
    Kind kind = Kind::answered;
    Trouble trouble;        ///< failed, closed_unanswered
    bool reusable = false;  ///< the connection may carry another request
};

/** `response` is filled as the answer comes, so that it tells how far it came when this is cancelled. `buffer` is
 *  scratch, shared by all hops of a thread: nothing in it survives a suspension. References outlive the call. */
boost::asio::awaitable<HopOutcome> converse(Connection& connection, std::string request, Limits const& limits,
                                            Phases const& phases, Watchdog& watchdog, std::vector<char>& buffer,
                                            Response& response);

}  // namespace feedherald::net
