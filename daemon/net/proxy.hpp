// SPDX-License-Identifier: MIT
// Which proxy an address is reached through: the user's setting, else the environment's variables. Pure.
#pragma once

#include "base/secret.hpp"
#include "base/uri.hpp"
#include "net/trouble.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace feedherald::net {

/** The value of an environment variable; empty when it is not set. */
using Environment = std::function<std::optional<std::string>(std::string const& name)>;

struct Proxy {
    enum class Kind { http, socks5h };
    Kind kind = Kind::http;
    std::string host;
    std::uint16_t port = 0;
    std::string username;
    Secret password;
    /** host:port, for messages and to tell proxies apart. */
    [[nodiscard]] std::string name() const;
};

/** "http://[user:password@]host[:port]", "socks5h://…", a bare "host:port"; else Trouble, which repeats nothing of it.
 */
Attempt<Proxy> parse_proxy(Secret const& text);

/** `setting` as in Reach::proxy. Empty: straight to the host. */
Attempt<std::optional<Proxy>> proxy_for(Uri const& uri, Secret const& setting, Environment const& environment);

/** Does the value of no_proxy name this host? Names with all below them, addresses, CIDR ranges, "*", each with an
 *  optional port. */
bool is_exempt(std::string const& no_proxy, std::string const& host, std::uint16_t port);

}  // namespace feedherald::net
