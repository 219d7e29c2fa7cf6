// SPDX-License-Identifier: MIT
#include "cli/find_feed.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "base/uri_host.hpp"
#include "cli/feed_address.hpp"
#include "cli/prompt.hpp"
#include "cli/state_view.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

namespace feedherald::cli {

namespace {

void tell(std::string const& text) {
    std::cerr << "feedherald: " << text << '\n';
}

std::string line_of(parse::FeedCandidate const& candidate) {
    auto line = escape_controls(candidate.url);
    if (!candidate.title.empty()) line += "  " + escape_controls(candidate.title);
    return line;
}

/** The feed of a page: the only one, or the one that a person chooses; empty when there is none to take. */
std::optional<std::string> chosen(FoundPage const& page, std::string const& asked) {
    auto const address = escape_controls(without_credentials(asked));
    std::vector<parse::FeedCandidate> feeds;
    for (auto const& feed : page.feeds)
        if (!feed.is_comments) feeds.push_back(feed);
    if (feeds.size() == 1) return feeds.front().url;
    if (page.feeds.empty()) {
        tell(page.told + "\n  the page names no feed; if it has one, give its own address");
        return std::nullopt;
    }
    auto const& offered = feeds.empty() ? page.feeds : feeds;
    std::vector<std::string> lines;
    for (auto const& feed : offered) lines.push_back(line_of(feed));
    if (has_person()) {
        std::cerr << address << " names several feeds:\n";
        auto const number = choose("Which one?", lines);
        return number < offered.size() ? std::optional(offered[number].url) : std::nullopt;
    }
    tell(address + (feeds.empty() ? " names no feed but of comments" : " names several feeds") +
         ": add the one that is meant by its own address");
    for (auto const& line : lines) std::cout << line << '\n';
    return std::nullopt;
}

bool is_at_home(std::string const& url) {
    auto const uri = parse_uri(url);
    return uri && names_private_host(uri->host);
}

/** C-22: only the user's own word leads into the house, and who follows a public page has given none. Feeds in the
 * house are named by nothing but a page that stands there itself. Takes the others out; empty, or what is to be told
 * where none is left. */
std::string bar_the_door(FoundPage& page, std::string const& asked) {
    if (is_at_home(page.url)) return {};
    auto const leads_in = [](parse::FeedCandidate const& feed) { return is_at_home(feed.url); };
    auto const inside = std::ranges::find_if(page.feeds, leads_in);
    if (inside == page.feeds.end()) return {};
    auto told = escape_controls(without_credentials(asked)) + " names " + escape_controls(inside->url) +
                ", a private address, where no public page may lead; if it is meant, give that address itself";
    std::erase_if(page.feeds, leads_in);
    return page.feeds.empty() ? told : std::string{};
}

/** The page's link: what the user has said of one origin is not for another. */
Subscription followed(Subscription like, std::string const& page, std::string const& feed) {
    like.url = feed;
    auto const from = parse_uri(page);
    auto const to = parse_uri(feed);
    if (from && to && from->origin() == to->origin()) return like;
    auto& fetch = like.fetch.edit();
    fetch.allow_private = false;
    fetch.headers.clear();
    fetch.username.clear();
    fetch.password = fetch.bearer = Secret{};
    fetch.client_cert.clear();
    fetch.client_key.clear();
    return like;
}

}  // namespace

std::optional<FoundFeed> find_feed(Web& web, config::Settings const& settings,
                                   std::vector<std::string> const& addresses, Subscription like) {
    LeftAlone const left_alone(state_directory_of(settings, DaemonLink::find().get()));
    auto looked = look_at_first(web, left_alone, addresses, like);
    if (auto* page = std::get_if<FoundPage>(&looked)) {
        if (auto const refusal = bar_the_door(*page, addresses.front()); !refusal.empty()) {
            tell(refusal);
            return std::nullopt;
        }
        auto const url = chosen(*page, addresses.front());
        if (!url) return std::nullopt;
        looked = look_at(web, left_alone, followed(std::move(like), addresses.front(), *url));
        if (auto const* other = std::get_if<FoundPage>(&looked)) looked = NothingFound{other->told};
    }
    if (auto* feed = std::get_if<FoundFeed>(&looked)) return std::move(*feed);
    tell(std::get<NothingFound>(looked).told);
    return std::nullopt;
}

}  // namespace feedherald::cli
