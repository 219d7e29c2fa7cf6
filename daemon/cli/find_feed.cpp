// SPDX-License-Identifier: MIT
#include "cli/find_feed.hpp"

#include "base/text.hpp"
#include "cli/feed_address.hpp"
#include "cli/state_view.hpp"
#include "cli/terminal.hpp"

#include <iostream>

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

}  // namespace

std::optional<FoundFeed> find_feed(Web& web, config::Settings const& settings,
                                   std::vector<std::string> const& addresses, Subscription like) {
    LeftAlone const left_alone(state_directory_of(settings, DaemonLink::find().get()));
    auto looked = look_at_first(web, left_alone, addresses, like);
    if (auto const* page = std::get_if<FoundPage>(&looked)) {
        auto const url = chosen(*page, addresses.front());
        if (!url) return std::nullopt;
        like.url = *url;
        looked = look_at(web, left_alone, like);
        if (auto const* other = std::get_if<FoundPage>(&looked)) looked = NothingFound{other->told};
    }
    if (auto* feed = std::get_if<FoundFeed>(&looked)) return std::move(*feed);
    tell(std::get<NothingFound>(looked).told);
    return std::nullopt;
}

}  // namespace feedherald::cli
