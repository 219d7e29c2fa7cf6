// SPDX-License-Identifier: MIT
#include "net/request_text.hpp"

#include "base/text.hpp"
#include "net/basic_auth.hpp"
#include "net/http_codec.hpp"
#include "net/redirect.hpp"

#include <algorithm>

namespace feedherald::net {

namespace {

/** One line of each: what the user says of a field stands in the place of what everybody is told. */
bool is_replaced(Header const& header, Request const& request) {
    auto const& own = request.origin_headers;
    return std::any_of(own.begin(), own.end(),
                       [&](auto const& field) { return equals_ignoring_ascii_case(field.first, header.name); });
}

}  // namespace

Attempt<std::string> request_text(Request const& request, Uri const& here, bool is_home) {
    Outgoing out;
    out.method = request.method;
    out.authority = here.authority();
    out.target = here.target;
    Secret basic;
    for (auto const& header : request.headers)
        if (!is_home || !is_replaced(header, request)) out.fields.emplace_back(header.name, header.value);
    if (is_home) {
        bool authorised = false;
        for (auto const& [name, value] : request.origin_headers) {
            out.fields.emplace_back(name, value.reveal());
            authorised = authorised || equals_ignoring_ascii_case(name, "Authorization");
        }
        auto const& first = request.uri;
        if (!authorised && request.basic)
            basic = basic_credentials(request.basic->username, request.basic->password);
        else if (!authorised && (!first.username.empty() || !first.password.empty()))
            basic = basic_credentials(first.username, Secret{first.password});
        if (!basic.empty()) out.fields.emplace_back("Authorization", basic.reveal());
    }
    auto const& conditional = request.conditional;
    if (conditional && conditional->url.substr(0, conditional->url.find('#')) == request_url(here)) {
        // as "*" it would mean "whatever there is".
        if (!conditional->etag.empty() && conditional->etag != "*")
            out.fields.emplace_back("If-None-Match", conditional->etag);
        if (!conditional->last_modified.empty())
            out.fields.emplace_back("If-Modified-Since", conditional->last_modified);
    }
    out.body = request.body;
    out.has_body = !request.body.empty() || request.method == "POST" || request.method == "PUT";
    return write_request(out);
}

}  // namespace feedherald::net
