// SPDX-License-Identifier: MIT
#include "cli/feed_address.hpp"

#include "base/percent.hpp"
#include "base/text.hpp"
#include "base/uri.hpp"
#include "parse/known_sites.hpp"

#include <algorithm>
#include <filesystem>

namespace feedherald::cli {

namespace {

bool is_path(std::string_view text) {
    return text.starts_with('/') || text.starts_with("./") || text.starts_with("../");
}

/** "mailto:x" has one, "example.org:8080/feed" and "localhost:80" have not. */
bool has_scheme(std::string_view text) {
    if (text.find("://") != std::string_view::npos) return true;
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || text.starts_with('[')) return false;
    auto const name = text.substr(0, colon);
    auto const rest = text.substr(colon + 1);
    bool const is_name = std::ranges::all_of(name, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
    bool const is_port = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
    return is_name && !is_port;
}

std::string file_address(std::string_view path) {
    auto const absolute = std::filesystem::absolute(std::filesystem::path(path)).lexically_normal().string();
    std::string address = "file://";
    for (char const c : absolute) address += c == '/' ? "/" : percent_encode(std::string_view(&c, 1));
    return address;
}

}  // namespace

boost::system::result<std::vector<std::string>, std::string> feed_addresses(std::string_view text) {
    text = trim(text);
    if (text.empty()) return std::string("the address is empty");
    std::vector<std::string> written;
    if (is_path(text))
        written = {file_address(text)};
    else if (has_scheme(text))
        written = {std::string(text)};
    else
        written = {"https://" + std::string(text), "http://" + std::string(text)};

    std::vector<std::string> addresses;
    for (auto const& one : written) {
        auto const uri = parse_uri(one);
        // What stands before an '@' may be a password.
        if (!uri)
            return (one.find('@') == std::string::npos ? escape_controls(text) : std::string("the address")) +
                   " is not a feed address: " + uri.error().reason;
        if (auto known = parse::feed_of_known_site(*uri)) return std::vector{std::move(*known)};
        addresses.push_back(with_credentials(one, uri->text()));
    }
    return addresses;
}

std::string without_credentials(std::string const& address) {
    auto const uri = parse_uri(address);
    return uri ? uri->text() : address;
}

std::string with_credentials(std::string_view text, std::string const& address) {
    auto const uri = parse_uri(text);
    if (!uri || (uri->username.empty() && uri->password.empty())) return address;
    auto const place = address.find("://");
    if (place == std::string::npos) return address;
    auto const user =
        percent_encode(uri->username) + (uri->password.empty() ? "" : ":" + percent_encode(uri->password));
    return address.substr(0, place + 3) + user + "@" + address.substr(place + 3);
}

}  // namespace feedherald::cli
