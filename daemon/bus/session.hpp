// SPDX-License-Identifier: MIT
// The connection to the user's session bus: notifications, links to open, and the daemon's own object live on it.
#pragma once

#include "bus/connection.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace feedherald::bus {

using Environment = std::function<std::optional<std::string>(std::string const& name)>;

/** Where the session bus is: $DBUS_SESSION_BUS_ADDRESS, else $XDG_RUNTIME_DIR/bus. Empty where there is none, which
 *  also holds for a unix:path= whose socket does not exist. */
std::optional<Address> session_address(Environment const& environment);
bool available(Environment const& environment);
/** Likewise the system bus: $DBUS_SYSTEM_BUS_ADDRESS, else its usual socket. */
std::optional<Address> system_address(Environment const& environment);

class Session final : public Connection {
  public:
    struct Opening;
    using Connection::Connection;
    /** Never throws for what the bus does. No session where available() says no; a session that is not connected()
     *  where there is an address that does not answer: it goes on trying. */
    static Opening open(boost::asio::any_io_executor executor, Environment const& environment);
};

struct Session::Opening {
    std::unique_ptr<Session> session;
    std::string reason;  ///< why there is none, or why it is not connected
};

}  // namespace feedherald::bus
