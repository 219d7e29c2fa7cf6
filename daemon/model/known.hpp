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

/** What the publisher calls a permanent move. Without a target: none is known. */
struct Move {
    std::string to;
    std::optional<Instant> first_seen;  ///< the old address was seen to lead there
    std::optional<Instant> last_seen;
    int sightings = 0;
    friend bool operator==(Move const&, Move const&) = default;
};

/** How the server has kept to conditional requests so far (A-11..A-13, A-75). */
struct Habits {
    std::int64_t documents = 0;  ///< answers with a body that was read
    std::int64_t not_modified = 0;
    std::int64_t ignored = 0;  ///< the same body again, though the request was conditional
    int ignored_in_a_row = 0;
    bool ignores_etag = false;             ///< its tag names a coding, and it never recognises it (A-12)
    std::optional<Instant> last_document;  ///< the last answer that was not a 304
    std::optional<Instant> probed;         ///< the last unconditional request in spite of validators (A-13)
    friend bool operator==(Habits const&, Habits const&) = default;
};

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
    std::string next_poll_why;  ///< what decided it, in words: "the feed publishes at habitual hours of the day"
    std::optional<Instant> not_before;            ///< an explicit Retry-After (A-23): holds even `run --once` back
    std::optional<Instant> last_new;              ///< when an item was last new
    std::optional<Instant> oldest_at_first_poll;  ///< the backfill line
    std::optional<Instant> failing_since;
    bool failing_reported = false;   ///< the feed.failing alert has been owed
    bool silence_reported = false;   ///< the feed.silent alert has been owed
    std::optional<Instant> renamed;  ///< when most of the feed was last known by other names (Change::rekeyed)
    int failures = 0;                ///< in a row
    int last_status = 0;
    std::string last_error;
    std::string error_body;  ///< at most 500 bytes of what the server said (A-30)
    std::uint64_t body_bytes = 0;
    std::vector<Instant> published;          ///< the newest publication instants, newest first, at most 64: the rhythm
    std::optional<Instant> last_gap;         ///< when a document last held nothing of the one before
    Duration wait_before_gap{};              ///< how long nobody had looked at the feed then
    std::optional<Instant> may_have_missed;  ///< the last gap that no older page could close
    Move move;
    std::string suggested_url;  ///< the document names it as its new address; never followed (A-67)
    Habits habits;
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
