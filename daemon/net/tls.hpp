// SPDX-License-Identifier: MIT
// Whom TLS trusts and how a handshake begins; failures in words. OpenSSL's types are only named here.
#pragma once

#include "net/proxy.hpp"
#include "net/session_cache.hpp"
#include "net/tls_session.hpp"
#include "net/trouble.hpp"

#include <memory>
#include <string>
#include <unordered_map>

struct ssl_ctx_st;
struct ssl_st;

namespace feedherald::net {

struct FreeTlsContext {
    void operator()(ssl_ctx_st* context) const noexcept;
};
struct FreeTls {
    void operator()(ssl_st* tls) const noexcept;
};
using TlsContextHandle = std::unique_ptr<ssl_ctx_st, FreeTlsContext>;
using TlsHandle = std::unique_ptr<ssl_st, FreeTls>;

/** One context for each set of trusted certificates, made when first needed: the system's CA file takes 25 ms. */
class TlsContexts {
  public:
    explicit TlsContexts(Environment environment) : environment_(std::move(environment)) {}
    /** Borrowed; lives as long as this. Files that have changed on disk are read again. */
    Attempt<ssl_ctx_st*> context(Reach const& reach);

  private:
    Attempt<TlsContextHandle> make(Reach const& reach) const;

    struct Entry {
        std::string stamp;  ///< of the files it was made from
        TlsContextHandle context;
    };
    Environment environment_;
    std::unordered_map<std::string, Entry> entries_;
};

/** The other side of one handshake; must stay where it is as long as the TlsHandle made for it. */
struct TlsPeer {
    std::string host;         ///< a name, or an IP literal without brackets
    std::string session_key;  ///< under which sessions may be resumed: the same host, port, proxy and trust
    SessionCache* sessions = nullptr;
    std::string verdict;                ///< why the certificate was refused, in words
    TlsSessionHandle newest = nullptr;  ///< the last that the server gave, until it is kept
};

/** Ready for SSL_connect: SNI, host check, ALPN and, where there is one, a session to resume. */
Attempt<TlsHandle> begin_tls(ssl_ctx_st* context, TlsPeer& peer);

/** After a handshake that succeeded: a TLS 1.2 session may be used again. */
void use_session_again(ssl_st* tls, TlsPeer& peer);

/** Puts the newest session into the cache. Not at once: most servers give two, and each is written down with its
 *  certificates. */
void keep_session(TlsPeer& peer);

/** After one that failed, from OpenSSL's error queue. */
Trouble handshake_trouble(TlsPeer const& peer);

}  // namespace feedherald::net
