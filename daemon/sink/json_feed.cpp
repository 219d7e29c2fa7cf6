// SPDX-License-Identifier: MIT
#include "sink/json_feed.hpp"

#include "sink/json_item.hpp"

#include <string_view>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

void write(std::string& out, json::value const& value, std::size_t depth);

void begin_line(std::string& out, std::size_t depth) {
    out += '\n';
    out.append(2 * depth, ' ');
}

void write_indented(std::string& out, json::object const& object, std::size_t depth) {
    out += '{';
    bool first = true;
    for (auto const& member : object) {
        if (!std::exchange(first, false)) out += ',';
        begin_line(out, depth + 1);
        out += json::serialize(member.key());
        out += ": ";
        write(out, member.value(), depth + 1);
    }
    begin_line(out, depth);
    out += '}';
}

void write_indented(std::string& out, json::array const& array, std::size_t depth) {
    out += '[';
    bool first = true;
    for (auto const& value : array) {
        if (!std::exchange(first, false)) out += ',';
        begin_line(out, depth + 1);
        write(out, value, depth + 1);
    }
    begin_line(out, depth);
    out += ']';
}

void write(std::string& out, json::value const& value, std::size_t depth) {
    if (auto const* object = value.if_object(); object && !object->empty())
        write_indented(out, *object, depth);
    else if (auto const* array = value.if_array(); array && !array->empty())
        write_indented(out, *array, depth);
    else
        out += json::serialize(value);
}

std::string text_of(json::object object, bool indented) {
    if (!indented) return json::serialize(object);
    std::string out;
    write_indented(out, object, 0);
    return out;
}

json::array json_hubs(std::vector<std::string> const& hubs) {
    json::array array;
    for (auto const& hub : hubs) array.push_back({{"type", "WebSub"}, {"url", hub}});
    return array;
}

}  // namespace

std::string to_json(Item const& item, bool indented) {
    return text_of(json_item(item), indented);
}

std::string to_json(Feed const& feed, bool indented) {
    json::object object;
    auto const put = [&](std::string_view key, std::string const& text) {
        if (!text.empty()) object.emplace(key, text);
    };
    object.emplace("version", "https://jsonfeed.org/version/1.1");
    put("title", feed.title);
    put("home_page_url", feed.home_page_url);
    put("feed_url", feed.feed_url);
    put("description", feed.description);
    // RFC 5005 pages of other dialects are not quite what next_url means.
    if (feed.dialect == Dialect::json) put("next_url", feed.previous_page);
    put("icon", feed.icon);
    put("favicon", feed.favicon);
    put_authors(object, feed.authors);
    put("language", feed.language);
    if (feed.expired) object.emplace("expired", true);
    if (!feed.hubs.empty()) object.emplace("hubs", json_hubs(feed.hubs));
    json::array items;
    items.reserve(feed.items.size());
    for (auto const& item : feed.items) items.push_back(json_item(item));
    object.emplace("items", std::move(items));
    return text_of(std::move(object), indented);
}

}  // namespace feedherald::sink
