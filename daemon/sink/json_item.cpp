// SPDX-License-Identifier: MIT
#include "sink/json_item.hpp"

#include "base/dates.hpp"
#include "base/sha256.hpp"

#include <utility>

#include <boost/json/array.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

void put(json::object& object, std::string_view key, std::string const& text) {
    if (!text.empty()) object.emplace(key, text);
}

template <class T>
void put(json::object& object, std::string_view key, std::optional<T> const& value) {
    if (value) object.emplace(key, *value);
}

void put_date(json::object& object, std::string_view key, std::optional<Instant> const& date) {
    if (date) object.emplace(key, to_rfc3339(*date));
}

std::string_view content_of(Item const& item) {
    for (auto const* text : {&item.content_html, &item.content_text, &item.summary})
        if (!text->empty()) return *text;
    return {};
}

json::array json_attachments(std::vector<Attachment> const& attachments) {
    json::array array;
    for (auto const& attachment : attachments) {
        json::object object;
        put(object, "url", attachment.url);
        put(object, "mime_type", attachment.mime_type);
        put(object, "title", attachment.title);
        put(object, "size_in_bytes", attachment.size_in_bytes);
        put(object, "duration_in_seconds", attachment.duration_in_seconds);
        array.push_back(std::move(object));
    }
    return array;
}

}  // namespace

std::string json_id(Item const& item) {
    if (!item.id.empty()) return item.id;
    if (!item.url.empty()) return item.url;
    std::string hashed = item.title;
    hashed += '\n';
    hashed += content_of(item);
    return "sha256:" + to_hex(sha256(hashed));
}

void put_authors(json::object& object, std::vector<Author> const& authors) {
    if (authors.empty()) return;
    json::array array;
    for (auto const& author : authors) {
        json::object one;
        put(one, "name", author.name);
        put(one, "url", author.url);
        put(one, "avatar", author.avatar);
        array.push_back(std::move(one));
    }
    object.emplace("authors", std::move(array));
}

json::object json_item(Item const& item) {
    json::object object;
    object.emplace("id", json_id(item));
    put(object, "url", item.url);
    put(object, "external_url", item.external_url);
    put(object, "title", item.title);
    put(object, "content_html", item.content_html);
    put(object, "content_text", item.content_text);
    put(object, "summary", item.summary);
    put(object, "image", item.image);
    put(object, "banner_image", item.banner_image);
    put_date(object, "date_published", item.published);
    put_date(object, "date_modified", item.modified);
    put_authors(object, item.authors);
    if (!item.tags.empty()) object.emplace("tags", json::array(item.tags.begin(), item.tags.end()));
    put(object, "language", item.language);
    if (!item.attachments.empty()) object.emplace("attachments", json_attachments(item.attachments));
    return object;
}

}  // namespace feedherald::sink
