// SPDX-License-Identifier: MIT
// The seam to the network: one HTTP exchange with everything it may cost bounded. Used by engine/ and sink/.
#pragma once

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"
#include "base/uri.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

namespace feedherald::net {

struct Header {
    std::string name;
    std::string value;
};
using Headers = std::vector<Header>;

/** The first value under that name, ASCII case ignored; empty when absent. */
std::string_view find(Headers const& headers, std::string_view name);

/** Validators go out only on the hop whose URL is `url`. */
struct Conditional {
    std::string url;
    std::string etag;
    std::string last_modified;
};

/** Where the connection goes and whom it trusts; part of what decides whether one may be reused. */
struct Reach {
    Secret proxy;         ///< http://, socks5h://; "" = the environment's (A-58); "direct" = none
    std::string ca_file;  ///< extra CA certificates, PEM; beside the system's (and SSL_CERT_FILE's)
    std::string client_cert;
    std::string client_key;
    bool allow_private = false;  ///< a private address behind a public name (C-22)
};

struct Limits {
    Duration total =
        std::chrono::seconds{60};  ///< connect to last byte, redirects included, but not the wait they ask for
    Bytes header = kib(64);
    Bytes wire = mib(16);
    Bytes body = mib(20);  ///< decoded
    int redirects = 10;    ///< 0: a redirect is the answer, not followed
    /** Judges how a decoded body starts: true ends the transfer there, and the answer is incomplete (B-02). */
    bool (*is_hopeless)(std::string_view start) = nullptr;
};

/** HTTP Basic; goes out and stays back as origin_headers do. */
struct BasicCredentials {
    std::string username;
    Secret password;
};

/** Why the caller will not have a redirect followed now. */
struct Objection {
    std::string reason;                        ///< one line for people
    std::optional<std::chrono::seconds> wait;  ///< until the server at its end may be asked, where that said so itself
};
using BeforeRedirect = std::function<boost::asio::awaitable<std::optional<Objection>>(Uri from, Uri to)>;

/** Exactly what is sent: besides these only Host, Connection and Content-Length. */
struct Request {
    std::string method = "GET";
    Uri uri;
    Headers headers;  ///< to every hop: Accept, User-Agent, Accept-Encoding
    /** Only to the first hop's origin, never again; there in the place of those above of the same name. */
    std::vector<std::pair<std::string, Secret>> origin_headers;
    std::optional<BasicCredentials> basic;
    std::optional<Conditional> conditional;
    std::string body;
    Reach reach;
    Limits limits;
    /** At public hosts: waits, outside its time limit, until no other such request is at the host, and at most one at
     *  the address. */
    bool is_polite = false;
    /** Asked before each redirect is followed; may wait, outside the time limit, until it may be. */
    BeforeRedirect before_redirect;
};

struct Response {
    int status = 0;
    std::string url;  ///< of the last hop, also where that one gave no answer
    Headers headers;
    std::string body;                ///< content coding removed
    bool complete = true;            ///< false: ended early; `body` is what came (A-53)
    bool moved_permanently = false;  ///< every hop was 301 or 308, and there was at least one
    std::uint64_t wire_bytes = 0;
};

struct Failure {
    enum class Kind { offline, dns, connect, tls, timeout, protocol, too_large, redirect, refused };
    Kind kind = Kind::protocol;
    std::string reason;  ///< one line for people; holds no secret and no credentials of a URL
    /** The answer as far as it came (its Retry-After counts, A-21); where a redirect led to none, its status. */
    std::optional<Response> response;
    std::optional<std::chrono::seconds> wait;  ///< of an Objection
};

using Exchanged = boost::system::result<Response, Failure>;

class HttpClient {
  public:
    virtual ~HttpClient() = default;
    /** Never throws for what the network does; cancellation (terminal) throws operation_aborted. */
    virtual boost::asio::awaitable<Exchanged> exchange(Request request) = 0;
};

}  // namespace feedherald::net
