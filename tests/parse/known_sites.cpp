// SPDX-License-Identifier: MIT
#include "parse/known_sites.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

TEST(KnownSites, lead_from_a_page_to_its_documented_feed) {
    struct {
        char const* page;
        char const* feed;
    } const cases[] = {
        {"https://www.youtube.com/channel/UCabc_-1/videos",
         "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc_-1"},
        {"http://youtube.com/user/someone", "https://www.youtube.com/feeds/videos.xml?user=someone"},
        {"https://m.youtube.com/playlist?si=x&list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"},
        {"https://github.com/o/r/releases", "https://github.com/o/r/releases.atom"},
        {"https://github.com/o/r/releases/tag/v1.2", "https://github.com/o/r/releases.atom"},
        {"https://github.com/o/r/tags/", "https://github.com/o/r/tags.atom"},
        {"https://github.com/o/r/commits/main", "https://github.com/o/r/commits/main.atom"},
        {"https://www.reddit.com/r/linux/", "https://www.reddit.com/r/linux/.rss"},
        {"https://old.reddit.com/r/linux/top?t=week", "https://old.reddit.com/r/linux/top/.rss?t=week"},
        {"https://www.reddit.com/user/someone", "https://www.reddit.com/user/someone/.rss"},
        {"https://mastodon.social/@Gargron", "https://mastodon.social/@Gargron.rss"},
        {"https://fosstodon.org/tags/linux", "https://fosstodon.org/tags/linux.rss"},
        {"https://bsky.app/profile/someone.bsky.social", "https://bsky.app/profile/someone.bsky.social/rss"},
        {"https://BSKY.app/profile/did:plc:abc/", "https://bsky.app/profile/did:plc:abc/rss"},
    };
    for (auto const& [page, feed] : cases) {
        SCOPED_TRACE(page);
        EXPECT_EQ(feed_of_known_site(*parse_uri(page)).value_or(""), feed);
    }
}

TEST(KnownSites, guess_nothing_B51) {
    for (auto const* const page :
         {"https://www.youtube.com/@handle", "https://www.youtube.com/watch?v=1", "https://www.youtube.com/playlist",
          "https://www.youtube.com/feeds/videos.xml?channel_id=UC1", "https://github.com/o/r", "https://github.com/o",
          "https://github.com/o/r/releases.atom", "https://github.com/o/r/issues",
          "https://www.reddit.com/r/linux/.rss", "https://www.reddit.com/settings", "https://mastodon.social/about",
          "https://mastodon.social/@Gargron.rss", "https://mastodon.social/@someone@elsewhere.example",
          "https://unknown.example/@someone", "https://bsky.app/profile/a/post/b", "https://bsky.app/profile/a/rss",
          "https://example.org/r/linux", "https://notreddit.com/r/linux", "file:///r/linux"}) {
        SCOPED_TRACE(page);
        EXPECT_FALSE(feed_of_known_site(*parse_uri(page)));
    }
}

}  // namespace
}  // namespace feedherald::parse
