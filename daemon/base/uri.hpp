// SPDX-License-Identifier: MIT
// http(s) and file addresses: taken apart without changing what the publisher wrote, and resolved (RFC 3986 §5).
#pragma once

#include "base/percent.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace feedherald {

struct Uri {
    std::string scheme;    ///< lower case
    std::string username;  ///< percent-decoded
    std::string password;  ///< percent-decoded; a secret
    std::string host;      ///< lower case; A-labels (UTS #46 non-transitional, A-56) or an IP literal without brackets
    std::uint16_t port = 0;  ///< the scheme's default where none is written
    std::string target;      ///< path and query byte for byte as written (A-48); "/" where the path is empty
    std::string fragment;    ///< without '#'

    /** scheme://host[:port]target[#fragment], without user information. */
    [[nodiscard]] std::string text() const;
    /** scheme://host[:port]: what credentials and cookies are bound to (RFC 6454). */
    [[nodiscard]] std::string origin() const;
    /** host[:port] as the Host field wants it, IPv6 literals in brackets. */
    [[nodiscard]] std::string authority() const;
    [[nodiscard]] bool is_http() const { return scheme == "http" || scheme == "https"; }
    friend bool operator==(Uri const&, Uri const&) = default;
};

struct UriError {
    std::string reason;  ///< for people: "has a space inside", "has no host"
};

/** What a user typed or a feed names: outer space trimmed, inner space and control characters refused, feed:// and
 *  feed:https:// understood, bytes that no request target may hold percent-encoded, nothing else touched. */
boost::system::result<Uri, UriError> parse_uri(std::string_view text);

/** RFC 3986 §5 with the tolerance that feeds need: outer space trimmed, inner spaces and bad bytes percent-encoded,
 *  backslashes encoded, never taken for slashes; non-ASCII hosts become A-labels. Empty when the outcome is not
 * absolute (no base and a relative reference, "javascript:" … stay as they are, for callers to judge by scheme). */
std::optional<std::string> resolve_uri(std::string_view base, std::string_view reference);

/** True for an absolute http or https address: the only links that are ever opened or fetched. */
bool is_http_uri(std::string_view text);

}  // namespace feedherald
