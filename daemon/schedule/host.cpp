// SPDX-License-Identifier: MIT
#include "schedule/host.hpp"

#include "base/uri.hpp"
#include "base/uri_host.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace feedherald::schedule {

namespace {

// Hosts with many names and one patience.
constexpr std::array<std::string_view, 6> multi_tenant{"reddit.com",   "youtube.com", "openrss.org",
                                                       "substack.com", "tumblr.com",  "medium.com"};

constexpr Duration reddit_gap = std::chrono::seconds{65};  // about one request a minute and address

bool is_or_is_under(std::string_view host, std::string_view domain) {
    if (!host.ends_with(domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

}  // namespace

std::string polite_host(std::string const& url) {
    auto const uri = parse_uri(url);
    if (!uri || !uri->is_http() || names_private_host(uri->host)) return {};
    for (auto const domain : multi_tenant)
        if (is_or_is_under(uri->host, domain)) return std::string(domain);
    return uri->authority();
}

Duration host_gap(std::string const& polite_host, Duration usual) {
    return polite_host == "reddit.com" ? std::max(usual, reddit_gap) : usual;
}

}  // namespace feedherald::schedule
