// SPDX-License-Identifier: MIT
#include "parse/known_sites.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace feedherald::parse {

namespace {

/** A page's address in the pieces that the rules look at. */
struct Page {
    std::string origin;
    std::string_view path;   ///< without slashes at its end
    std::string_view query;  ///< without '?'
    std::vector<std::string_view> segments;

    [[nodiscard]] bool begins_with(std::size_t at, std::string_view segment) const {
        return segments.size() > at && segments[at] == segment;
    }
};

Page take_apart(Uri const& uri) {
    Page page;
    page.origin = uri.origin();
    std::string_view const target = uri.target;
    auto const mark = std::min(target.find('?'), target.size());
    page.path = target.substr(0, mark);
    page.query = target.substr(std::min(mark + 1, target.size()));
    while (page.path.ends_with('/')) page.path.remove_suffix(1);
    auto rest = page.path;
    while (!rest.empty()) {
        rest.remove_prefix(1);
        auto const end = std::min(rest.find('/'), rest.size());
        page.segments.push_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    return page;
}

std::string parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        auto const one = query.substr(0, end);
        if (one.starts_with(name) && one.substr(name.size()).starts_with('='))
            return std::string(one.substr(name.size() + 1));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

using Feed = std::optional<std::string>;

// "Retrieve videos of a channel": feeds/videos.xml takes channel_id, playlist_id and user.
Feed youtube(Page const& page) {
    std::string const feed = "https://www.youtube.com/feeds/videos.xml?";
    if (page.begins_with(0, "channel") && page.segments.size() >= 2)
        return feed + "channel_id=" + std::string(page.segments[1]);
    if (page.begins_with(0, "user") && page.segments.size() >= 2) return feed + "user=" + std::string(page.segments[1]);
    if (page.begins_with(0, "playlist"))
        if (auto const list = parameter(page.query, "list"); !list.empty()) return feed + "playlist_id=" + list;
    return std::nullopt;
}

// docs.github.com, "Atom feeds": releases, tags and commits of a repository.
Feed github(Page const& page) {
    if (page.segments.size() < 3 || page.path.ends_with(".atom")) return std::nullopt;
    auto const repository =
        page.origin + "/" + std::string(page.segments[0]) + "/" + std::string(page.segments[1]) + "/";
    auto const what = page.segments[2];
    if (what == "releases" || what == "tags") return repository + std::string(what) + ".atom";
    if (what == "commits") return page.origin + std::string(page.path) + ".atom";
    return std::nullopt;
}

// "Any page of Reddit can be had as RSS by .rss behind its path."
Feed reddit(Page const& page) {
    bool const is_listing = page.segments.empty() || page.begins_with(0, "r") || page.begins_with(0, "user") ||
                            page.begins_with(0, "u") || page.begins_with(0, "domain");
    if (!is_listing || page.path.ends_with(".rss")) return std::nullopt;
    auto feed = page.origin + std::string(page.path) + "/.rss";
    if (!page.query.empty()) feed += "?" + std::string(page.query);
    return feed;
}

// docs.joinmastodon.org, "RSS feeds": of an account, and of a hashtag.
Feed mastodon(Page const& page) {
    if (page.path.ends_with(".rss")) return std::nullopt;
    bool const is_account = page.segments.size() == 1 && page.segments[0].starts_with('@');
    bool const is_tag = page.segments.size() == 2 && page.segments[0] == "tags";
    if (!is_account && !is_tag) return std::nullopt;
    // An account of another server has no feed here.
    if (is_account && page.segments[0].find('@', 1) != std::string_view::npos) return std::nullopt;
    return page.origin + std::string(page.path) + ".rss";
}

// docs.bsky.app: /profile/HANDLE-OR-DID/rss.
Feed bluesky(Page const& page) {
    if (page.segments.size() != 2 || page.segments[0] != "profile") return std::nullopt;
    return page.origin + std::string(page.path) + "/rss";
}

struct Site {
    std::string_view host;
    Feed (*feed)(Page const& page);
};

constexpr auto sites = std::to_array<Site>({
    {"youtube.com", youtube},
    {"www.youtube.com", youtube},
    {"m.youtube.com", youtube},
    {"github.com", github},
    {"www.github.com", github},
    {"reddit.com", reddit},
    {"www.reddit.com", reddit},
    {"old.reddit.com", reddit},
    {"new.reddit.com", reddit},
    {"bsky.app", bluesky},
    // The large servers; of every other one the page itself names its feed.
    {"mastodon.social", mastodon},
    {"mastodon.online", mastodon},
    {"mastodon.world", mastodon},
    {"mastodon.cloud", mastodon},
    {"mastodon.xyz", mastodon},
    {"mastodon.art", mastodon},
    {"mastodon.gamedev.place", mastodon},
    {"mastodon.scot", mastodon},
    {"mstdn.social", mastodon},
    {"mstdn.jp", mastodon},
    {"mstdn.party", mastodon},
    {"mas.to", mastodon},
    {"techhub.social", mastodon},
    {"infosec.exchange", mastodon},
    {"fosstodon.org", mastodon},
    {"hachyderm.io", mastodon},
    {"floss.social", mastodon},
    {"chaos.social", mastodon},
    {"social.coop", mastodon},
    {"ioc.exchange", mastodon},
    {"aus.social", mastodon},
    {"sigmoid.social", mastodon},
    {"pawoo.net", mastodon},
});

}  // namespace

std::optional<std::string> feed_of_known_site(Uri const& page) {
    if (!page.is_http()) return std::nullopt;
    auto const site = std::ranges::find(sites, page.host, &Site::host);
    return site == sites.end() ? std::nullopt : site->feed(take_apart(page));
}

}  // namespace feedherald::parse
