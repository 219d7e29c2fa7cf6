// SPDX-License-Identifier: MIT
// What the store remembers of a feed, handed to the pure rooms.
#pragma once

#include "model/feed.hpp"
#include "model/fetched.hpp"
#include "model/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace feedherald {

enum class Health { fresh, ok, failing, gone };  ///< fresh: never polled with success; printed as "new"

/** The facts that poll and schedule decide by. One row of the store; nothing here grows with the number of items. */
struct FeedState {
    FeedId id;
    std::string url;
    std::string title;  ///< the feed's own, last seen
    std::string home_page_url;
    Validators validators;
    Fingerprint body{};  ///< of the last parsed document (A-11)
    CacheFields cache;   ///< of the last answer
    PollHints hints;     ///< of the last parsed document
    Health health = Health::fresh;
    std::optional<Instant> first_polled;  ///< first success
    std::optional<Instant> last_polled;   ///< last answer or failure
    std::optional<Instant> next_poll;
    std::optional<Instant> not_before;            ///< an explicit Retry-After (A-23): holds even `run --once` back
    std::optional<Instant> last_new;              ///< when an item was last new
    std::optional<Instant> oldest_at_first_poll;  ///< the backfill line
    std::optional<Instant> failing_since;
    bool failing_reported = false;  ///< the feed.failing alert has been owed
    int failures = 0;               ///< in a row
    int last_status = 0;
    std::string last_error;
    std::uint64_t body_bytes = 0;
    std::vector<Instant> published;  ///< the newest publication instants, newest first, at most 64: the rhythm
};

/** One item of the seen-set. `link`, `title` find it again under another id. What is in the fingerprints is diff's. */
struct SeenItem {
    Fingerprint key{};
    Fingerprint link{};  ///< of the canonical link: half of its host, half of the rest
    Fingerprint title{};
    Fingerprint content{};  ///< of title and text, for updates: half of this version, half of the one before
    std::optional<Instant> published;
    Instant first_seen{};
    Instant last_seen{};
    friend bool operator==(SeenItem const&, SeenItem const&) = default;
};

}  // namespace feedherald
