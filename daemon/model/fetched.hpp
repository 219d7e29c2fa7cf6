// SPDX-License-Identifier: MIT
// What came of asking a publisher, as values: a document, "not modified", or a failure in words.
#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace feedherald {

/** ETag and Last-Modified byte for byte as received, one set with the URL that sent them. */
struct Validators {
    std::string url;
    std::string etag;
    std::string last_modified;
    [[nodiscard]] bool empty() const { return etag.empty() && last_modified.empty(); }
    friend bool operator==(Validators const&, Validators const&) = default;
};

/** Header fields that decide when to come back, as received; schedule/ reads them. Empty = absent. */
struct CacheFields {
    std::string cache_control;
    std::string expires;
    std::string date;
    std::string age;
    std::string retry_after;
    std::string rate_limit_remaining;
    std::string rate_limit_reset;
};

/** What any HTTP answer tells. */
struct Answer {
    int status = 0;
    std::string url;                 ///< where the answer came from, after redirects
    bool moved_permanently = false;  ///< every hop was 301 or 308, and there was one (A-63)
    Instant received{};
    Validators validators;  ///< what this answer carries; empty strings where it carries none
    CacheFields cache;
    std::string content_type;
    std::vector<std::string> links;  ///< the Link fields, as received: they may name a page's feed
};

struct Document {
    Answer answer;
    std::string body;      ///< decoded
    bool complete = true;  ///< false: cut short; its items count, its validators do not (A-53)
    std::uint64_t wire_bytes = 0;
};

struct NotModified {
    Answer answer;
};

struct FetchFailure {
    enum class Kind {
        offline,  ///< our own network is away: not the feed's fault (A-29)
        dns,
        connect,
        tls,
        timeout,
        protocol,  ///< not HTTP, or broken off
        too_large,
        redirect,   ///< loop, too many, downgrade, bad Location
        refused,    ///< our egress guard said no (C-20)
        challenge,  ///< a bot challenge (A-31)
        status,     ///< any other 4xx, 5xx, 3xx
        gone,       ///< 410 (A-26)
        file,       ///< a file: URL that cannot be read
    };
    Kind kind = Kind::protocol;
    std::string reason;            ///< one line for people, without secrets: "certificate has expired on 2026-01-02"
    std::optional<Answer> answer;  ///< where there was one
    std::string body_start;        ///< at most 500 bytes of an error body (A-30)
};

using Fetched = std::variant<Document, NotModified, FetchFailure>;

/** Null where nobody answered. */
inline Answer const* answer_of(Fetched const& fetched) {
    if (auto const* document = std::get_if<Document>(&fetched)) return &document->answer;
    if (auto const* same = std::get_if<NotModified>(&fetched)) return &same->answer;
    auto const& failure = std::get<FetchFailure>(fetched);
    return failure.answer ? &*failure.answer : nullptr;
}

}  // namespace feedherald
