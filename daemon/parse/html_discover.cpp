// SPDX-License-Identifier: MIT
#include "parse/html_discover.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "parse/charset.hpp"
#include "parse/html_head.hpp"
#include "parse/link_field.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

constexpr std::size_t largest_page = std::size_t{512} * 1024;
constexpr std::size_t most_candidates = 100;

/** Best first; of one rank the page's order holds. */
enum class Rank { none, feed, xml, json, comments };

Rank rank_of_type(std::string_view type) {
    constexpr std::array feeds{"application/rss+xml", "application/atom+xml", "application/feed+json",
                               "application/rdf+xml"};
    if (std::ranges::find(feeds, type) != feeds.end()) return Rank::feed;
    if (type == "text/xml" || type == "application/xml") return Rank::xml;
    return type == "application/json" ? Rank::json : Rank::none;
}

bool is_for_comments(std::string_view title, std::string_view url) {
    auto const has = [](std::string_view text, std::string_view piece) {
        return text.find(piece) != std::string_view::npos;
    };
    auto const lower_title = to_lower_ascii(title);
    auto const path = to_lower_ascii(url.substr(0, url.find('#')));
    return has(lower_title, "comment") || has(lower_title, "komment") || has(lower_title, "comentario") ||
           has(path, "/comments/") || has(path, "comments-rss") || has(path, "feed=comments") ||
           has(path, "/comments.");
}

class Candidates {
  public:
    void add(std::string_view href, std::string const& base, std::string type, std::string title) {
        auto const rank = rank_of_type(type);
        if (rank == Rank::none || found_.size() >= most_candidates) return;
        auto url = resolve_uri(base, without_feed_scheme(trim(href)));
        if (!url || !is_http_uri(*url) || href.empty()) return;
        // WordPress offers every page's own data under this type; it is no feed.
        if (rank == Rank::json && url->find("/wp-json/") != std::string::npos) return;
        for (auto const& other : found_)
            if (other.feed.url == *url) return;
        bool const comments = is_for_comments(title, *url);
        found_.push_back(
            {comments ? Rank::comments : rank, {std::move(*url), std::move(title), std::move(type), comments}});
    }

    std::vector<FeedCandidate> take() {
        // JSON Feed 1.1: the type of version 1.0 counts only where there is none of 1.1.
        bool const has_feed_json =
            std::ranges::any_of(found_, [](Found const& f) { return f.feed.type == "application/feed+json"; });
        if (has_feed_json) std::erase_if(found_, [](Found const& f) { return f.feed.type == "application/json"; });
        std::ranges::stable_sort(found_, {}, &Found::rank);
        std::vector<FeedCandidate> feeds;
        for (auto& found : found_) feeds.push_back(std::move(found.feed));
        return feeds;
    }

  private:
    struct Found {
        Rank rank = Rank::none;
        FeedCandidate feed;
    };

    /** "feed://host/x" is http, "feed:https://host/x" what follows. */
    static std::string without_feed_scheme(std::string_view href) {
        if (!equals_ignoring_ascii_case(href.substr(0, 5), "feed:")) return std::string(href);
        href.remove_prefix(5);
        return href.starts_with("//") ? "http:" + std::string(href) : std::string(href);
    }

    std::vector<Found> found_;
};

std::string one_line(std::string_view text) {
    return fold_white_space(neutralise(fold_white_space(text)));
}

}  // namespace

std::vector<FeedCandidate> discover_feeds(std::string_view page, std::string_view content_type,
                                          std::string const& page_url, std::vector<std::string> const& link_fields) {
    Candidates candidates;
    for (auto const& field : link_fields)
        for (auto& link : parse_link_field(field))
            if (has_relation(link.rel, "alternate"))
                candidates.add(link.target, page_url, std::move(link.type), std::move(link.title));

    auto const decoded = decode(page.substr(0, largest_page), content_type);
    auto const head = read_html_head(decoded.text);
    auto const base = resolve_uri(page_url, head.base).value_or(page_url);
    for (auto const& link : head.links) {
        auto const rel = to_lower_ascii(fold_white_space(link.rel));
        if (!has_relation(rel, "alternate") || has_relation(rel, "stylesheet")) continue;
        auto const type = trim(std::string_view{link.type}.substr(0, link.type.find(';')));
        candidates.add(link.href, base, to_lower_ascii(type), one_line(link.title));
    }
    return candidates.take();
}

std::string suggested_feed(std::string_view page, std::string_view content_type, std::string const& page_url) {
    if (auto const feeds = discover_feeds(page, content_type, page_url); !feeds.empty()) return feeds.front().url;
    auto const head = read_html_head(decode(page.substr(0, largest_page), content_type).text);
    constexpr std::string_view before = "url=";
    auto const at = to_lower_ascii(head.refresh).find(before);
    if (at == std::string::npos) return {};
    auto target = trim(std::string_view(head.refresh).substr(at + before.size()));
    for (char const quote : {'\'', '"'})
        if (target.starts_with(quote)) target = target.substr(1, target.find(quote, 1) - 1);
    auto const url = resolve_uri(resolve_uri(page_url, head.base).value_or(page_url), target);
    return url && is_http_uri(*url) && *url != page_url ? *url : std::string{};
}

}  // namespace feedherald::parse
