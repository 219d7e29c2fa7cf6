// SPDX-License-Identifier: MIT
// The grammar of JSON Feed (and of RSS in JSON) as a table: what a value is by where it stands and under which key.
#pragma once

#include <cstdint>
#include <string_view>

namespace feedherald::parse {

/** An object or array that is read; all others are skipped with what they contain. */
enum class JsonPlace : std::uint8_t {
    outside,
    feed,
    hubs,
    hub,
    items,
    item,
    authors,  ///< of the item being read, else of the feed; likewise the ones below
    author,
    lone_author,  ///< version 1.0's "author"
    tags,
    attachments,
    attachment,
    rss,  ///< RSS in JSON: {"rss": {"channel": {"item": […]}}}
    channel,
    rss_items,
    rss_item,
    guid,
    category,
    skipped,
};

/** A string, number, boolean or null that is read. */
enum class JsonField : std::uint8_t {
    none,
    version,
    title,
    rss_title,
    home_page_url,
    feed_url,
    next_url,
    description,
    icon,
    favicon,
    language,
    expired,
    type,
    url,
    external_url,
    id,
    content_html,
    content_text,
    summary,
    image,
    banner_image,
    published,
    modified,
    name,
    avatar,
    mime_type,
    size,
    duration,
    author_name,
    tag,
};

/** True for the address that a JSON Feed of any version gives as its version (B-26). */
bool is_json_feed_version(std::string_view version);

/** `key` is empty for the elements of an array. */
JsonField json_field(JsonPlace place, std::string_view key);
JsonPlace json_object(JsonPlace place, std::string_view key);
JsonPlace json_array(JsonPlace place, std::string_view key);

}  // namespace feedherald::parse
