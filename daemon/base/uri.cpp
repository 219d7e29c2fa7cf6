// SPDX-License-Identifier: MIT
#include "base/uri.hpp"

#include "base/text.hpp"
#include "base/uri_host.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace feedherald {

namespace {

constexpr std::uint16_t default_port(std::string_view scheme) {
    return scheme == "https" ? 443 : scheme == "http" ? 80 : 0;
}

/** "https" of "https://…", empty where the text does not begin with a scheme. */
std::string_view scheme_of(std::string_view text) {
    auto const is_alpha = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    auto const may_follow = [&](char c) {
        return is_alpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_alpha(text[0])) return {};
    auto const scheme = text.substr(0, colon);
    return std::all_of(scheme.begin(), scheme.end(), may_follow) ? scheme : std::string_view{};
}

bool starts_with_scheme(std::string_view text, std::string_view scheme) {
    return equals_ignoring_ascii_case(scheme_of(text), scheme);
}

/** feed://host/path, feed:host/path -> https; feed:https://… and feed://https://… -> what they wrap. */
std::string without_feed_scheme(std::string_view text) {
    if (!starts_with_scheme(text, "feed")) return std::string(text);
    text.remove_prefix(5);
    if (text.starts_with("//")) text.remove_prefix(2);
    if (starts_with_scheme(text, "http") || starts_with_scheme(text, "https")) return std::string(text);
    return std::string("https://").append(text);
}

/** The five components of RFC 3986 appendix B, as views. */
struct Parts {
    std::string_view scheme;
    std::optional<std::string_view> authority;
    std::string_view path;
    std::optional<std::string_view> query;
    std::optional<std::string_view> fragment;
};

Parts take_apart(std::string_view text) {
    Parts parts;
    parts.scheme = scheme_of(text);
    if (!parts.scheme.empty()) text.remove_prefix(parts.scheme.size() + 1);
    if (auto const hash = text.find('#'); hash != std::string_view::npos) {
        parts.fragment = text.substr(hash + 1);
        text = text.substr(0, hash);
    }
    if (auto const mark = text.find('?'); mark != std::string_view::npos) {
        parts.query = text.substr(mark + 1);
        text = text.substr(0, mark);
    }
    if (text.starts_with("//")) {
        text.remove_prefix(2);
        parts.authority = text.substr(0, text.find('/'));
        text.remove_prefix(parts.authority->size());
    }
    parts.path = text;
    return parts;
}

/** user:password@host:port; the host must be there. */
boost::system::result<void, UriError> read_authority(std::string_view authority, Uri& uri) {
    // Browsers would end the host at a backslash: an address that two readers understand differently is refused.
    if (authority.find('\\') != std::string_view::npos) return UriError{"has a backslash in its host"};
    if (auto const at = authority.rfind('@'); at != std::string_view::npos) {
        auto const user = authority.substr(0, at);
        auto const colon = user.find(':');
        uri.username = percent_decode(user.substr(0, colon));
        if (colon != std::string_view::npos) uri.password = percent_decode(user.substr(colon + 1));
        authority.remove_prefix(at + 1);
    }
    auto host = authority;
    uri.port = default_port(uri.scheme);
    auto const bracket = authority.rfind(']');
    if (authority.starts_with('[') && bracket == std::string_view::npos)
        return UriError{"has an IPv6 address that cannot be read"};
    auto const colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos) {
        host = authority.substr(0, colon);
        if (auto const digits = authority.substr(colon + 1); !digits.empty()) {
            auto const* const end = digits.data() + digits.size();
            auto const [stop, error] = std::from_chars(digits.data(), end, uri.port);
            if (error != std::errc{} || stop != end || uri.port == 0)
                return UriError{"has a port that is not a number from 1 to 65535"};
        }
    }
    if (host.empty()) return UriError{"has no host"};
    auto parsed = parse_host(host);
    if (!parsed) return UriError{parsed.error().reason};
    uri.host = std::move(*parsed);
    return {};
}

/** RFC 3986 §5.2.4. */
std::string remove_dot_segments(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        if (path.starts_with("../")) {
            path.remove_prefix(3);
        } else if (path.starts_with("./") || path.starts_with("/./")) {
            path.remove_prefix(2);
        } else if (path == "/.") {
            path = "/";
        } else if (path.starts_with("/../") || path == "/..") {
            path = path == "/.." ? std::string_view("/") : path.substr(3);
            out.erase(std::min(out.rfind('/'), out.size()));
        } else if (path == "." || path == "..") {
            path = {};
        } else {
            auto const segment = path.substr(0, path.find('/', 1));
            out.append(segment);
            path.remove_prefix(segment.size());
        }
    }
    return out;
}

/** RFC 3986 §5.2.3. */
std::string merge(Parts const& base, std::string_view path) {
    if (base.authority && base.path.empty()) return std::string("/").append(path);
    return std::string(base.path.substr(0, base.path.rfind('/') + 1)).append(path);
}

/** Non-ASCII hosts of links as A-labels; all else stays as the publisher wrote it. */
std::string authority_text(std::string_view authority) {
    bool const is_ascii = std::none_of(authority.begin(), authority.end(), [](char c) { return (c & 0x80) != 0; });
    if (is_ascii) return percent_encode_illegal(authority);
    auto const start = authority.rfind('@') + 1;
    auto const host = authority.substr(start, authority.find(':', start) - start);
    auto const parsed = parse_host(host);
    if (!parsed) return percent_encode_illegal(authority);
    return percent_encode_illegal(authority.substr(0, start))
        .append(*parsed)
        .append(percent_encode_illegal(authority.substr(start + host.size())));
}

/** As browsers read an attribute: outer space off, tabs and line ends out. */
std::string without_line_ends(std::string_view text) {
    std::string clean(trim(text));
    std::erase_if(clean, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    return clean;
}

}  // namespace

std::string Uri::authority() const {
    std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port != default_port(scheme)) text.append(":").append(std::to_string(port));
    return text;
}

std::string Uri::origin() const {
    return scheme + "://" + authority();
}

std::string Uri::text() const {
    std::string text = origin() + target;
    if (!fragment.empty()) text.append("#").append(fragment);
    return text;
}

boost::system::result<Uri, UriError> parse_uri(std::string_view text) {
    auto const address = without_feed_scheme(trim(text));
    if (address.empty()) return UriError{"is empty"};
    for (char const c : address) {
        if (c == ' ') return UriError{"has a space inside"};
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return UriError{"has a control character inside"};
    }
    auto const parts = take_apart(address);
    if (parts.scheme.empty()) return UriError{"has no scheme: it must begin with https://, http:// or file://"};

    Uri uri;
    uri.scheme = to_lower_ascii(parts.scheme);
    if (uri.is_http()) {
        if (!parts.authority || parts.authority->empty()) return UriError{"has no host"};
        if (auto const read = read_authority(*parts.authority, uri); !read) return read.error();
    } else if (uri.scheme == "file") {
        auto const host = to_lower_ascii(parts.authority.value_or(""));
        if (!host.empty() && host != "localhost") return UriError{"is a file address that names another host"};
        if (!parts.path.starts_with('/')) return UriError{"is a file address without an absolute path"};
    } else {
        return UriError{"has the scheme " + uri.scheme + ", which is none of http, https, file"};
    }
    // RFC 3986 has no place for '[' and ']' behind the authority, and strict servers answer them with 400.
    uri.target = percent_encode_illegal(parts.path, "[]");
    if (uri.target.empty()) uri.target = "/";
    if (parts.query) uri.target.append("?").append(percent_encode_illegal(*parts.query, "[]"));
    // The system would read it as the end of the path, and another file than the one that is named.
    if (!uri.is_http() && percent_decode(uri.target).find('\0') != std::string::npos)
        return UriError{"has a zero byte (%00) inside"};
    if (parts.fragment) uri.fragment = percent_encode_illegal(*parts.fragment, "[]#");
    return uri;
}

std::optional<std::string> resolve_uri(std::string_view base, std::string_view reference) {
    auto const base_text = without_line_ends(base);
    auto const reference_text = without_line_ends(reference);
    auto const from = take_apart(base_text);
    auto const to = take_apart(reference_text);
    if (to.scheme.empty() && from.scheme.empty()) return std::nullopt;

    bool const absolute = !to.scheme.empty();
    bool const hierarchical = to.authority || to.path.starts_with('/');
    if (absolute && !hierarchical) return percent_encode_illegal(reference_text);  // mailto:, javascript:, tag:
    // "data:…" or "tag:…" as a base: there is nothing that a relative path could be relative to.
    if (!absolute && !from.authority && !from.path.starts_with('/')) return std::nullopt;

    Parts out;
    std::string path;
    out.scheme = absolute ? to.scheme : from.scheme;
    out.authority = absolute || to.authority ? to.authority : from.authority;
    out.query = to.query;
    if (hierarchical) {
        path = remove_dot_segments(to.path);
    } else if (to.path.empty() && !to.authority) {
        path = from.path;
        if (!to.query) out.query = from.query;
    } else {
        path = remove_dot_segments(to.authority ? std::string(to.path) : merge(from, to.path));
    }

    std::string text = std::string(out.scheme).append(":");
    if (out.authority) text.append("//").append(authority_text(*out.authority));
    text.append(percent_encode_illegal(path));
    if (out.query) text.append("?").append(percent_encode_illegal(*out.query));
    if (to.fragment) text.append("#").append(percent_encode_illegal(*to.fragment));
    return text;
}

bool is_http_uri(std::string_view text) {
    if (!starts_with_scheme(text, "http") && !starts_with_scheme(text, "https")) return false;
    return parse_uri(text).has_value();
}

}  // namespace feedherald
