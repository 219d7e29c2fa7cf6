// SPDX-License-Identifier: MIT
// A parsed document of any dialect, and what it says about how often to come back.
#pragma once

#include "model/item.hpp"

#include <bitset>
#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace feedherald {

enum class Dialect { rss, rdf, atom, json, cdf };

/** What the document asks of its pollers, taken as written; schedule/ decides what is sensible. */
struct PollHints {
    std::optional<std::chrono::minutes> ttl;
    std::bitset<24> skip_hours;                         ///< GMT
    std::bitset<7> skip_days;                           ///< GMT, 0 = Sunday
    std::optional<std::chrono::seconds> update_period;  ///< sy:updatePeriod / sy:updateFrequency
    bool update_period_is_hourly_once = false;          ///< WordPress's boilerplate, which means nothing
    friend bool operator==(PollHints const&, PollHints const&) = default;
};

struct Feed {
    Dialect dialect = Dialect::rss;
    std::string title;  ///< plain text
    std::string home_page_url;
    std::string feed_url;     ///< the self link
    std::string description;  ///< plain text
    std::string icon;         ///< the large one: image, logo, itunes:image
    std::string favicon;
    std::string language;
    std::string id;  ///< atom:id of the feed, for permanent moves (A-63)
    std::vector<Author> authors;
    std::vector<Item> items;        ///< in document order
    std::vector<std::string> hubs;  ///< WebSub
    std::string previous_page;      ///< RFC 5005 prev-archive, else prev/next page of older items
    std::string new_feed_url;       ///< itunes:new-feed-url: a suggestion only (A-67)
    PollHints hints;
    bool expired = false;    ///< JSON Feed: no more items ever (B-26)
    bool truncated = false;  ///< the document ended early: its items are good, its validators are not (B-16)
    bool repaired = false;   ///< strict parsing failed
    friend bool operator==(Feed const&, Feed const&) = default;
};

/** Nothing to read: 304, the same bytes as last time, or the fetch failed. */
struct NothingNew {};

struct ParseFailure {
    enum class Kind { empty, html, binary, not_a_feed, too_complex, malformed };
    Kind kind = Kind::malformed;
    std::string reason;  ///< one line for people: "an HTML page, not a feed"
};

using Reading = std::variant<Feed, NothingNew, ParseFailure>;

}  // namespace feedherald
