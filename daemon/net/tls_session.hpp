// SPDX-License-Identifier: MIT
// A TLS session as bytes, small enough to be kept for every feed. For tls.cpp.
#pragma once

#include <memory>
#include <string>

struct ssl_session_st;

namespace feedherald::net {

struct FreeTlsSession {
    void operator()(ssl_session_st* session) const noexcept;
};
using TlsSessionHandle = std::unique_ptr<ssl_session_st, FreeTlsSession>;

/** Without the server's certificate: it was judged when the session began, reading it again would be a third of what a
 *  resumption costs, and it is most of the bytes. Empty where there is nothing worth keeping. */
std::string session_to_bytes(ssl_session_st* session);

/** Null when the bytes make no sense. */
TlsSessionHandle session_from_bytes(std::string const& bytes);

}  // namespace feedherald::net
