// SPDX-License-Identifier: MIT
// Makes the HttpClient that talks to the real network; everything else in this folder is behind it.
#pragma once

#include "net/http_client.hpp"
#include "net/lookup.hpp"
#include "net/phases.hpp"
#include "net/proxy.hpp"

#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/address.hpp>

namespace feedherald::net {

struct ClientOptions {
    /** For proxy variables, SSL_CERT_FILE and SSL_CERT_DIR; without one, none are set. */
    Environment environment;
    Phases phases;
    /** For tests: names on loopback, and which addresses count as private. Empty: the system's, and C-21's ranges. */
    Lookup lookup;
    std::function<bool(boost::asio::ip::address const&)> is_private;
};

/** The environment of this process. */
Environment process_environment();

/** Uses one thread, that of the executor, beside those of the lookup pool. Must be destroyed before the executor's
 *  context, and keeps its loop alive for at most ten seconds after the last exchange. */
std::unique_ptr<HttpClient> make_client(boost::asio::any_io_executor executor, ClientOptions options);

}  // namespace feedherald::net
