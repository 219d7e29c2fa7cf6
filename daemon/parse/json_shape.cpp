// SPDX-License-Identifier: MIT
#include "parse/json_shape.hpp"

#include <array>
#include <cstddef>

namespace feedherald::parse {

namespace {

using P = JsonPlace;
using F = JsonField;

template <class Meaning>
struct Row {
    JsonPlace place;
    std::string_view key;
    Meaning meaning;
};

constexpr std::array fields{
    Row<F>{P::feed, "version", F::version},
    Row<F>{P::feed, "title", F::title},
    Row<F>{P::feed, "home_page_url", F::home_page_url},
    Row<F>{P::feed, "feed_url", F::feed_url},
    Row<F>{P::feed, "next_url", F::next_url},
    Row<F>{P::feed, "description", F::description},
    Row<F>{P::feed, "icon", F::icon},
    Row<F>{P::feed, "favicon", F::favicon},
    Row<F>{P::feed, "language", F::language},
    Row<F>{P::feed, "expired", F::expired},
    Row<F>{P::feed, "author", F::author_name},
    Row<F>{P::hub, "type", F::type},
    Row<F>{P::hub, "url", F::url},
    Row<F>{P::item, "id", F::id},
    Row<F>{P::item, "url", F::url},
    Row<F>{P::item, "external_url", F::external_url},
    Row<F>{P::item, "title", F::title},
    Row<F>{P::item, "content_html", F::content_html},
    Row<F>{P::item, "content_text", F::content_text},
    Row<F>{P::item, "summary", F::summary},
    Row<F>{P::item, "image", F::image},
    Row<F>{P::item, "banner_image", F::banner_image},
    Row<F>{P::item, "date_published", F::published},
    Row<F>{P::item, "date_modified", F::modified},
    Row<F>{P::item, "language", F::language},
    Row<F>{P::item, "author", F::author_name},
    Row<F>{P::author, "name", F::name},
    Row<F>{P::author, "url", F::url},
    Row<F>{P::author, "avatar", F::avatar},
    Row<F>{P::lone_author, "name", F::name},
    Row<F>{P::lone_author, "url", F::url},
    Row<F>{P::lone_author, "avatar", F::avatar},
    Row<F>{P::authors, "", F::author_name},
    Row<F>{P::tags, "", F::tag},
    Row<F>{P::attachment, "url", F::url},
    Row<F>{P::attachment, "mime_type", F::mime_type},
    Row<F>{P::attachment, "title", F::title},
    Row<F>{P::attachment, "size_in_bytes", F::size},
    Row<F>{P::attachment, "duration_in_seconds", F::duration},
    Row<F>{P::attachment, "length", F::size},
    Row<F>{P::attachment, "type", F::mime_type},
    Row<F>{P::channel, "title", F::rss_title},
    Row<F>{P::channel, "link", F::home_page_url},
    Row<F>{P::channel, "description", F::description},
    Row<F>{P::channel, "language", F::language},
    Row<F>{P::rss_item, "title", F::rss_title},
    Row<F>{P::rss_item, "link", F::url},
    Row<F>{P::rss_item, "description", F::content_html},
    Row<F>{P::rss_item, "guid", F::id},
    Row<F>{P::rss_item, "pubDate", F::published},
    Row<F>{P::rss_item, "author", F::author_name},
    Row<F>{P::rss_item, "category", F::tag},
    Row<F>{P::guid, "#value", F::id},
    Row<F>{P::category, "#value", F::tag},
};

constexpr std::array objects{
    Row<P>{P::outside, "", P::feed},
    Row<P>{P::hubs, "", P::hub},
    Row<P>{P::items, "", P::item},
    Row<P>{P::feed, "author", P::lone_author},
    Row<P>{P::item, "author", P::lone_author},
    Row<P>{P::authors, "", P::author},
    Row<P>{P::attachments, "", P::attachment},
    Row<P>{P::feed, "rss", P::rss},
    Row<P>{P::rss, "channel", P::channel},
    Row<P>{P::channel, "item", P::rss_item},
    Row<P>{P::rss_items, "", P::rss_item},
    Row<P>{P::rss_item, "enclosure", P::attachment},
    Row<P>{P::rss_item, "guid", P::guid},
    Row<P>{P::rss_item, "category", P::category},
    Row<P>{P::tags, "", P::category},
};

constexpr std::array arrays{
    Row<P>{P::feed, "hubs", P::hubs},
    Row<P>{P::feed, "items", P::items},
    Row<P>{P::feed, "authors", P::authors},
    Row<P>{P::item, "authors", P::authors},
    Row<P>{P::item, "tags", P::tags},
    Row<P>{P::item, "attachments", P::attachments},
    Row<P>{P::channel, "item", P::rss_items},
    Row<P>{P::rss_item, "category", P::tags},
    Row<P>{P::rss_item, "enclosure", P::attachments},
};

template <class Meaning, std::size_t Size>
Meaning look_up(std::array<Row<Meaning>, Size> const& rows, JsonPlace place, std::string_view key, Meaning otherwise) {
    for (auto const& row : rows)
        if (row.place == place && row.key == key) return row.meaning;
    return otherwise;
}

}  // namespace

bool is_json_feed_version(std::string_view version) {
    auto const scheme = version.substr(0, version.find("://"));
    return (scheme == "https" || scheme == "http") &&
           version.substr(scheme.size()).starts_with("://jsonfeed.org/version/");
}

JsonField json_field(JsonPlace place, std::string_view key) {
    return look_up(fields, place, key, JsonField::none);
}
JsonPlace json_object(JsonPlace place, std::string_view key) {
    return look_up(objects, place, key, JsonPlace::skipped);
}
JsonPlace json_array(JsonPlace place, std::string_view key) {
    return look_up(arrays, place, key, JsonPlace::skipped);
}

}  // namespace feedherald::parse
