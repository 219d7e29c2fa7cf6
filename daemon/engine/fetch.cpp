// SPDX-License-Identifier: MIT
#include "engine/fetch.hpp"

#include "base/text.hpp"
#include "engine/read_file.hpp"
#include "parse/sniff.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

// Never without */*: some servers answer 406.
constexpr char accept[] =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, "
    "text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";
constexpr std::size_t body_start_bytes = 500;

/** Secrets are for the origin that the user gave them to, wherever the feed has moved since. */
void add_secrets(net::Request& request, FetchPolicy const& policy) {
    request.origin_headers = policy.headers;
    if (!policy.bearer.empty())
        request.origin_headers.emplace_back("Authorization", Secret("Bearer " + policy.bearer.reveal()));
    else if (!policy.username.empty() || !policy.password.empty())
        request.basic = net::BasicCredentials{policy.username, policy.password};
    request.reach.client_cert = policy.client_cert;
    request.reach.client_key = policy.client_key;
}

using MaybeUri = boost::system::result<Uri, UriError>;

/** `own`: the subscription's address, wherever the feed has moved since. */
net::Request request_for(Subscription const& sub, MaybeUri const& own, Uri uri, Validators const& validators) {
    net::Request request;
    request.uri = std::move(uri);
    request.headers = {{"User-Agent", sub.fetch->user_agent}, {"Accept", accept}, {"Accept-Encoding", "br, gzip"}};
    request.is_polite = true;
    if (own && own->origin() == request.uri.origin()) add_secrets(request, *sub.fetch);
    if (!validators.empty())
        request.conditional = net::Conditional{validators.url, validators.etag, validators.last_modified};
    request.reach.proxy = sub.fetch->proxy;
    request.reach.ca_file = sub.fetch->ca_file;
    request.reach.allow_private = sub.fetch->allow_private && own && own->host == request.uri.host;
    request.limits.total = sub.fetch->timeout;
    request.limits.body = sub.fetch->max_body;
    request.limits.wire = std::max(request.limits.wire, sub.fetch->max_body);
    request.limits.redirects = sub.fetch->max_redirects;
    request.limits.is_hopeless = [](std::string_view start) { return parse::binary_kind(start).has_value(); };
    return request;
}

/** As a server's tag, "*" cannot be sent back: in If-None-Match it means "whatever there is". */
std::string tag_of(net::Response const& response) {
    auto const tag = net::find(response.headers, "ETag");
    return tag == "*" ? std::string{} : std::string(tag);
}

/** All fields of that name as one list (RFC 9110 §5.3). */
std::string joined(net::Headers const& headers, std::string_view name) {
    std::string list;
    for (auto const& header : headers)
        if (equals_ignoring_ascii_case(header.name, name)) list += (list.empty() ? "" : ", ") + header.value;
    return list;
}

Answer answer_of(net::Response const& response, Instant now) {
    auto const field = [&](std::string_view name) { return std::string(net::find(response.headers, name)); };
    Answer answer;
    answer.status = response.status;
    answer.url = response.url;
    answer.moved_permanently = response.moved_permanently;
    answer.received = now;
    answer.validators = Validators{response.url, tag_of(response), field("Last-Modified")};
    answer.cache.cache_control = joined(response.headers, "Cache-Control");
    answer.cache.expires = field("Expires");
    answer.cache.date = field("Date");
    answer.cache.age = field("Age");
    answer.cache.retry_after = field("Retry-After");
    answer.cache.rate_limit_remaining = field("X-RateLimit-Remaining");
    answer.cache.rate_limit_reset = field("X-RateLimit-Reset");
    answer.content_type = field("Content-Type");
    for (auto const& header : response.headers)
        if (equals_ignoring_ascii_case(header.name, "Link")) answer.links.push_back(header.value);
    return answer;
}

FetchFailure::Kind kind_of(net::Failure::Kind kind) {
    switch (kind) {
        case net::Failure::Kind::offline:
            return FetchFailure::Kind::offline;
        case net::Failure::Kind::dns:
            return FetchFailure::Kind::dns;
        case net::Failure::Kind::connect:
            return FetchFailure::Kind::connect;
        case net::Failure::Kind::tls:
            return FetchFailure::Kind::tls;
        case net::Failure::Kind::timeout:
            return FetchFailure::Kind::timeout;
        case net::Failure::Kind::protocol:
            return FetchFailure::Kind::protocol;
        case net::Failure::Kind::too_large:
            return FetchFailure::Kind::too_large;
        case net::Failure::Kind::redirect:
            return FetchFailure::Kind::redirect;
        case net::Failure::Kind::refused:
            return FetchFailure::Kind::refused;
    }
    return FetchFailure::Kind::protocol;
}

bool is_challenge(net::Response const& response) {
    return response.status == 403 && net::find(response.headers, "cf-mitigated") == "challenge" &&
           to_lower_ascii(net::find(response.headers, "Content-Type")).starts_with("text/html");
}

std::string status_in_words(int status) {
    switch (status) {
        case 401:
            return "401 Unauthorized: the feed wants a username and password, or others than it was given";
        case 403:
            return "403 Forbidden: the server refuses to give this feed to us";
        case 404:
            return "404 Not Found: there is nothing at this address now";
        case 410:
            return "410 Gone: the publisher has removed this feed for good";
        case 429:
            return "429 Too Many Requests: the server asks for fewer requests";
        case 451:
            return "451 Unavailable For Legal Reasons";
        case 500:
            return "500 Internal Server Error";
        case 502:
            return "502 Bad Gateway";
        case 503:
            return "503 Service Unavailable";
        case 504:
            return "504 Gateway Timeout";
        default:
            return "the server answered with status " + std::to_string(status);
    }
}

Fetched refusal(net::Response response, Answer answer, bool asked_conditionally) {
    FetchFailure failure;
    failure.kind = FetchFailure::Kind::status;
    failure.reason = status_in_words(response.status);
    if (response.status == 410) {
        failure.kind = FetchFailure::Kind::gone;
    } else if (response.status == 304 && !asked_conditionally) {
        failure.reason = "304 Not Modified in answer to a request without conditions: the server is broken";
    } else if (is_challenge(response)) {
        failure.kind = FetchFailure::Kind::challenge;
        failure.reason = "blocked by a bot challenge (403, cf-mitigated): only the publisher can let feed readers in";
    }
    failure.body_start = to_valid_utf8(std::string_view(response.body).substr(0, body_start_bytes));
    failure.answer = std::move(answer);
    return failure;
}

/** 226 only as RFC 3229 means it: without its IM field nobody knows what the body is. */
bool brings_document(net::Response const& response) {
    if (response.status == 226)
        return to_lower_ascii(net::find(response.headers, "IM")).find("feed") != std::string::npos;
    return response.status == 200 || response.status == 203 || response.status == 206;
}

Fetched value_of(net::Exchanged exchanged, Validators const& validators, Instant now) {
    if (!exchanged) {
        auto error = exchanged.error();
        FetchFailure failure;
        failure.kind = kind_of(error.kind);
        failure.reason = std::move(error.reason);
        if (error.response) failure.answer = answer_of(*error.response, now);
        // The host at the end of the redirect has asked for it, if not in this answer.
        if (failure.answer && error.wait) failure.answer->cache.retry_after = std::to_string(error.wait->count());
        return failure;
    }

    net::Response& response = *exchanged;
    Answer answer = answer_of(response, now);
    bool const asked_conditionally = !validators.empty() && response.url == validators.url;
    if (response.status == 304 && asked_conditionally) return NotModified{std::move(answer)};
    if (!brings_document(response)) return refusal(std::move(response), std::move(answer), asked_conditionally);

    // A part of a document (226: RFC 3229) tells of its items, but is not what the validators stand for.
    bool const whole = response.complete && response.status != 206;
    return Document{std::move(answer), std::move(response.body), whole, response.wire_bytes};
}

}  // namespace

asio::awaitable<Fetched> fetch(net::HttpClient& http, Clock const& clock, Subscription const& sub, std::string url,
                               Validators validators, net::BeforeRedirect before_redirect) {
    auto uri = parse_uri(url);
    if (!uri) {
        FetchFailure failure;
        failure.reason = "the address " + uri.error().reason;
        co_return failure;
    }
    if (uri->scheme == "file") co_return read_file(*uri, validators, sub.fetch->max_body, clock.now());

    auto const own = url == sub.url ? uri : parse_uri(sub.url);
    auto request = request_for(sub, own, std::move(*uri), validators);
    request.before_redirect = std::move(before_redirect);
    auto exchanged = co_await http.exchange(std::move(request));
    co_return value_of(std::move(exchanged), validators, clock.now());
}

}  // namespace feedherald::engine
