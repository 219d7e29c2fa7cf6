// SPDX-License-Identifier: MIT
#include "net/redirect.hpp"

#include "base/text.hpp"
#include "net/egress.hpp"

#include <algorithm>

namespace feedherald::net {
namespace {

constexpr std::size_t most_shown = 200;

/** Without the query, which may hold a key. */
std::string shown(std::string const& url) {
    return cut(url.substr(0, url.find('?')), most_shown);
}

Trouble refusal(std::string reason) {
    return {Failure::Kind::redirect, std::move(reason)};
}

}  // namespace

std::string request_url(Uri const& uri) {
    auto plain = uri;
    plain.fragment.clear();
    return plain.text();
}

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

RedirectChain::RedirectChain(Uri start, int most) : start_(start), here_(std::move(start)), most_(most) {
    seen_.push_back(request_url(here_));
}

Attempt<void> RedirectChain::follow(int status, std::string_view location) {
    if (trim(location).empty()) return refusal("redirect without a target (status " + std::to_string(status) + ")");
    if (hops_ >= most_) return refusal("more than " + std::to_string(most_) + " redirects");
    auto const absolute = resolve_uri(request_url(here_), location);
    if (!absolute) return refusal("redirect to something that is no address");
    auto parsed = parse_uri(*absolute);
    if (!parsed || !parsed->is_http()) return refusal("redirect to an address that is not http or https");
    auto next = std::move(*parsed);
    // A publisher's redirect brings no credentials of its own.
    next.username.clear();
    next.password.clear();
    auto const url = request_url(next);
    if (here_.scheme == "https" && next.scheme == "http") {
        return refusal("redirect from https to unencrypted http refused: " + shown(url));
    }
    if (!is_redirect_port(next.port, start_.port)) {
        return refusal("redirect to port " + std::to_string(next.port) + " refused");
    }
    if (std::find(seen_.begin(), seen_.end(), url) != seen_.end()) {
        return refusal("redirects in a circle, back to " + shown(url));
    }
    seen_.push_back(url);
    ++hops_;
    permanent_ = permanent_ && (status == 301 || status == 308);
    home_ = home_ && next.origin() == start_.origin();
    here_ = std::move(next);
    return {};
}

}  // namespace feedherald::net
