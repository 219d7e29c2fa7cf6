// SPDX-License-Identifier: MIT
#include "net/proxy.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace feedherald::net {
namespace {

namespace ip = boost::asio::ip;

constexpr std::uint16_t socks_port = 1080;

std::string without_dots(std::string_view name) {
    while (name.starts_with('.')) name.remove_prefix(1);
    if (name.ends_with('.')) name.remove_suffix(1);
    return to_lower_ascii(name);
}

bool in_network(std::string const& range, std::string const& host) {
    boost::system::error_code error;
    auto const address = ip::make_address(host, error);
    if (error) return false;
    if (address.is_v4()) {
        auto const network = ip::make_network_v4(range, error);
        if (error) return false;
        return ip::network_v4(address.to_v4(), network.prefix_length()).canonical() == network.canonical();
    }
    auto const network = ip::make_network_v6(range, error);
    if (error) return false;
    return ip::network_v6(address.to_v6(), network.prefix_length()).canonical() == network.canonical();
}

bool same_address(std::string const& entry, std::string const& host) {
    boost::system::error_code error;
    auto const a = ip::make_address(entry, error);
    if (error) return false;
    auto const b = ip::make_address(host, error);
    return !error && a == b;
}

/** "name:8080" -> 8080 and the name; an IPv6 address keeps its colons unless it stands in brackets. */
std::optional<std::uint16_t> take_port(std::string& entry) {
    auto const colon = entry.rfind(':');
    bool const in_brackets = entry.starts_with('[');
    if (colon == entry.npos || (!in_brackets && entry.find(':') != colon)) {
        if (in_brackets && entry.ends_with(']')) entry = entry.substr(1, entry.size() - 2);
        return std::nullopt;
    }
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(entry.data() + colon + 1, entry.data() + entry.size(), port);
    if (error != std::errc{} || end != entry.data() + entry.size()) return std::nullopt;
    entry.resize(colon);
    if (in_brackets && entry.ends_with(']')) entry = entry.substr(1, entry.size() - 2);
    return port;
}

bool entry_names(std::string entry, std::string const& host, std::uint16_t port) {
    if (entry == "*") return true;
    if (entry.find('/') != entry.npos) return in_network(entry, host);
    if (auto const only = take_port(entry); only && *only != port) return false;
    if (same_address(entry, host)) return true;
    if (entry.starts_with("*.")) entry.erase(0, 1);
    auto const name = without_dots(entry);
    auto const wanted = without_dots(host);
    return !name.empty() && (wanted == name || wanted.ends_with("." + name));
}

std::string first_set(Environment const& environment, std::initializer_list<char const*> names) {
    for (auto const* name : names) {
        if (auto value = environment(name); value && !trim(*value).empty()) return std::string(trim(*value));
    }
    return {};
}

}  // namespace

std::string Proxy::name() const {
    return (host.find(':') == host.npos ? host : "[" + host + "]") + ":" + std::to_string(port);
}

bool is_exempt(std::string const& no_proxy, std::string const& host, std::uint16_t port) {
    std::string_view rest = no_proxy;
    while (!rest.empty()) {
        auto const end = rest.find_first_of(", \t");
        auto const entry = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (!entry.empty() && entry_names(std::string(entry), host, port)) return true;
    }
    return false;
}

Attempt<Proxy> parse_proxy(Secret const& text) {
    std::string rest(trim(text.reveal()));
    Proxy proxy;
    auto const colon = rest.find("://");
    auto const scheme = colon == rest.npos ? "http" : to_lower_ascii(std::string_view(rest).substr(0, colon));
    if (colon != rest.npos) rest.erase(0, colon + 3);
    if (scheme == "socks5h" || scheme == "socks5")
        proxy.kind = Proxy::Kind::socks5h;
    else if (scheme != "http")
        return Trouble{Failure::Kind::connect, "the proxy must be http:// or socks5h://"};
    auto const uri = parse_uri("http://" + rest);
    if (!uri) return Trouble{Failure::Kind::connect, "the proxy's address " + uri.error().reason};
    proxy.host = uri->host;
    proxy.port = uri->port;
    auto const authority = rest.substr(0, rest.find('/'));
    if (proxy.kind == Proxy::Kind::socks5h && !authority.ends_with(":80")) {
        if (proxy.port == 80) proxy.port = socks_port;
    }
    proxy.username = uri->username;
    proxy.password = Secret{uri->password};
    return proxy;
}

Attempt<std::optional<Proxy>> proxy_for(Uri const& uri, Secret const& setting, Environment const& environment) {
    using Choice = std::optional<Proxy>;
    auto chosen = setting.reveal();
    if (chosen == "direct") return Choice{};
    if (chosen.empty() && environment) {
        if (is_exempt(first_set(environment, {"no_proxy", "NO_PROXY"}), uri.host, uri.port)) return Choice{};
        chosen = uri.scheme == "https"
                     ? first_set(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
                     : first_set(environment, {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
    }
    if (chosen.empty()) return Choice{};
    auto proxy = parse_proxy(Secret{chosen});
    if (!proxy) return proxy.error();
    return Choice{std::move(*proxy)};
}

}  // namespace feedherald::net
