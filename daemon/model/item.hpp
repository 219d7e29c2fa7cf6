// SPDX-License-Identifier: MIT
// One post of a feed, whatever its dialect; the fields are JSON Feed 1.1's (INTERFACE "From document to items").
#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace feedherald {

struct Author {
    std::string name;
    std::string url;  ///< a page, or mailto:
    std::string avatar;
    friend bool operator==(Author const&, Author const&) = default;
};

struct Attachment {
    std::string url;
    std::string mime_type;
    std::string title;
    std::optional<std::uint64_t> size_in_bytes;
    std::optional<std::uint64_t> duration_in_seconds;
    friend bool operator==(Attachment const&, Attachment const&) = default;
};

/** An empty string or list means that the document did not say it. All text is valid UTF-8. */
struct Item {
    std::string id;            ///< guid, atom:id, rdf:about or JSON id, outer space trimmed, else untouched
    std::string url;           ///< absolute link to the post
    std::string external_url;  ///< JSON Feed: what the post is about
    std::string title;         ///< plain text
    std::string content_html;  ///< as given, unsafe
    std::string content_text;
    std::string summary;  ///< plain text
    std::string image;
    std::string banner_image;
    std::string language;
    std::optional<Instant> published;
    std::optional<Instant> modified;
    std::vector<Author> authors;
    std::vector<std::string> tags;
    std::vector<Attachment> attachments;
    std::string
        text;  ///< for people: what the item says, plain, cut; made by the engine for new items, never published
    /** When it was published, or what comes nearest to that. */
    [[nodiscard]] std::optional<Instant> dated() const { return published ? published : modified; }
    friend bool operator==(Item const&, Item const&) = default;
};

}  // namespace feedherald
