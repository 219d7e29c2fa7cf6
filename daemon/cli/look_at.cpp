// SPDX-License-Identifier: MIT
#include "cli/look_at.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "base/uri.hpp"
#include "base/uri_host.hpp"
#include "cli/feed_address.hpp"
#include "cli/wait_for.hpp"
#include "engine/fetch.hpp"
#include "parse/html_text.hpp"
#include "parse/read.hpp"

namespace feedherald::cli {

namespace asio = boost::asio;

namespace {

constexpr std::size_t snippet_bytes = 4096;
constexpr std::size_t snippet_characters = 300;

/** The begin of a body as a person reads it: of a page its text, else the bytes. */
std::string snippet(std::string_view body) {
    auto const begin = to_valid_utf8(body.substr(0, snippet_bytes));
    bool const has_tags = begin.find('<') != std::string::npos;
    auto text = has_tags ? fold_white_space(parse::text_of_html(begin)) : std::string{};
    if (text.empty()) text = fold_white_space(begin);
    return cut(escape_controls(text), snippet_characters);
}

/** "  the answer was 404 (text/html): Nothing here" */
std::string told_of(Answer const& answer, std::string_view body) {
    std::string text;
    if (answer.status != 0) text = "\n  the answer was " + std::to_string(answer.status);
    if (!text.empty() && !answer.content_type.empty()) text += " (" + escape_controls(answer.content_type) + ")";
    auto const begin = snippet(body);
    if (begin.empty()) return text.empty() ? "\n  it is empty" : text + ", without a body";
    return (text.empty() ? "\n  it begins" : text + ", and begins") + ": " + begin;
}

std::string shown(std::string const& url) {
    auto const uri = parse_uri(url);
    return uri ? uri->text() : "the address";
}

NothingFound failure_of(FetchFailure const& failure, std::string const& url) {
    using Kind = FetchFailure::Kind;
    NothingFound nothing{shown(url) + ": " + failure.reason};
    if (failure.answer) nothing.told += told_of(*failure.answer, failure.body_start);
    if (failure.answer && failure.answer->status == 401)
        nothing.told += "\n  write the feed into the configuration with username and password_file, or bearer_file";
    auto const uri = parse_uri(url);
    bool const is_at_home = uri && names_private_host(uri->host);
    // A certificate that is refused is no reason to try without one, but at home there often is none.
    nothing.unreachable =
        failure.kind == Kind::connect || (is_at_home && (failure.kind == Kind::tls || failure.kind == Kind::protocol));
    return nothing;
}

Looked look(Fetched const& fetched, std::string const& url) {
    if (auto const* failure = std::get_if<FetchFailure>(&fetched)) return failure_of(*failure, url);
    auto const* document = std::get_if<Document>(&fetched);
    if (document == nullptr) return NothingFound{shown(url) + ": the server says that nothing has changed"};
    auto const& answer = document->answer;
    auto reading = parse::read(fetched);
    if (auto* feed = std::get_if<Feed>(&reading)) {
        auto const target = answer.moved_permanently ? with_credentials(url, answer.url) : url;
        return FoundFeed{target, *document, std::move(*feed)};
    }
    auto const* failure = std::get_if<ParseFailure>(&reading);
    auto const reason = failure != nullptr ? failure->reason : "not a feed";
    auto told = shown(url) + ": " + escape_controls(reason) + told_of(answer, document->body);
    auto feeds = parse::discover_feeds(document->body, answer.content_type, answer.url, answer.links);
    bool const is_page = failure != nullptr && failure->kind == ParseFailure::Kind::html;
    if (feeds.empty() && !is_page) return NothingFound{std::move(told)};
    return FoundPage{answer.url, std::move(feeds), std::move(told)};
}

asio::awaitable<std::optional<net::Objection>> objection_for(std::optional<Duration> wait, std::string host) {
    if (!wait) co_return std::nullopt;
    net::Objection objection;
    objection.reason =
        "a redirect leads to " + host + ", which has asked to be left alone, for another " + in_words(*wait);
    co_return objection;
}

}  // namespace

Looked look_at(Web& web, LeftAlone const& left_alone, Subscription const& sub) {
    if (auto const wait = left_alone.remaining(sub, sub.url, web.clock.now()))
        return NothingFound{shown(sub.url) + ": its server has asked to be left alone, for another " + in_words(*wait)};
    net::BeforeRedirect const ask = [&](Uri const&, Uri const& to) {
        return objection_for(left_alone.remaining(sub, to.text(), web.clock.now()), to.host);
    };
    return look(wait_for(web.io, engine::fetch(*web.http, web.clock, sub, sub.url, Validators{}, ask)), sub.url);
}

Looked look_at_first(Web& web, LeftAlone const& left_alone, std::vector<std::string> const& addresses,
                     Subscription like) {
    Looked looked;
    for (auto const& address : addresses) {
        like.url = address;
        looked = look_at(web, left_alone, like);
        auto const* nothing = std::get_if<NothingFound>(&looked);
        if (nothing == nullptr || !nothing->unreachable) break;
    }
    return looked;
}

}  // namespace feedherald::cli
