// SPDX-License-Identifier: MIT
#include "sink/json_feed.hpp"

#include "sink/json_item.hpp"

#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serializer.hpp>
#include <boost/json/value.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

constexpr std::size_t enough_to_write = std::size_t{64} * 1024;

/** DEL, or the first byte of U+0080 to U+009F: JSON leaves them as they are, and a terminal obeys them. */
bool is_control_at(std::string_view text, std::size_t at) {
    if (text[at] != '\xC2' || at + 1 == text.size()) return text[at] == '\x7F';
    return static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

bool has_control(std::string_view text) {
    if (text.find('\x7F') != std::string_view::npos) return true;
    for (auto at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1))
        if (is_control_at(text, at)) return true;
    return false;
}

std::string with_controls_escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string escaped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_control_at(text, at)) {
            escaped += text[at];
            continue;
        }
        auto const code = static_cast<unsigned char>(text[at] == '\x7F' ? text[at] : text[++at]);
        escaped.append("\\u00").append(1, digits[code >> 4]).append(1, digits[code & 0xF]);
    }
    return escaped;
}

/** Writes as it goes: the whole of a large feed in a tree of its own, and then once more as text, would cost more than
 *  parsing it. */
class Writer {
  public:
    Writer(std::ostream& stream, bool indented) : stream_(stream), indented_(indented) {}

    void feed(json::object const& head, std::vector<Item> const& items);

  private:
    void object(json::object const& object, std::size_t depth);
    void array(json::array const& array, std::size_t depth);
    void value(json::value const& value, std::size_t depth);
    void begin_line(std::size_t depth) {
        if (!indented_) return;
        out_ += '\n';
        out_.append(2 * depth, ' ');
    }
    void members(json::object const& object, std::size_t depth);
    void key(std::string_view name) {
        scalar(json::value(name));
        out_ += indented_ ? ": " : ":";
    }
    void scalar(json::value const& value);
    void hand_on() {
        stream_.write(out_.data(), static_cast<std::streamsize>(out_.size()));
        out_.clear();
    }

    std::ostream& stream_;
    std::string out_;
    bool indented_;
};

void Writer::scalar(json::value const& value) {
    auto const start = out_.size();
    json::serializer serializer;
    serializer.reset(&value);
    std::array<char, 4096> buffer;
    while (!serializer.done()) {
        auto const part = serializer.read(buffer.data(), buffer.size());
        out_.append(part.data(), part.size());
    }
    auto const written = std::string_view(out_).substr(start);
    if (has_control(written)) out_.replace(start, std::string::npos, with_controls_escaped(written));
}

void Writer::members(json::object const& object, std::size_t depth) {
    bool first = true;
    for (auto const& member : object) {
        if (!std::exchange(first, false)) out_ += ',';
        begin_line(depth);
        key(member.key());
        value(member.value(), depth);
    }
}

void Writer::object(json::object const& object, std::size_t depth) {
    out_ += '{';
    members(object, depth + 1);
    begin_line(depth);
    out_ += '}';
}

void Writer::array(json::array const& array, std::size_t depth) {
    out_ += '[';
    bool first = true;
    for (auto const& each : array) {
        if (!std::exchange(first, false)) out_ += ',';
        begin_line(depth + 1);
        value(each, depth + 1);
    }
    begin_line(depth);
    out_ += ']';
}

void Writer::value(json::value const& value, std::size_t depth) {
    if (auto const* inner = value.if_object(); inner && !inner->empty())
        object(*inner, depth);
    else if (auto const* list = value.if_array(); list && !list->empty())
        array(*list, depth);
    else
        scalar(value);
}

void Writer::feed(json::object const& head, std::vector<Item> const& items) {
    out_ += '{';
    members(head, 1);
    out_ += ',';
    begin_line(1);
    key("items");
    out_ += '[';
    bool first = true;
    for (auto const& item : items) {
        if (!std::exchange(first, false)) out_ += ',';
        begin_line(2);
        object(json_item(item), 2);
        if (out_.size() >= enough_to_write) hand_on();
    }
    if (!items.empty()) begin_line(1);
    out_ += ']';
    begin_line(0);
    out_ += '}';
    hand_on();
}

json::array json_hubs(std::vector<std::string> const& hubs) {
    json::array array;
    for (auto const& hub : hubs) array.push_back({{"type", "WebSub"}, {"url", hub}});
    return array;
}

}  // namespace

void write_json(std::ostream& out, Feed const& feed, bool indented) {
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
    Writer{out, indented}.feed(object, feed.items);
}

}  // namespace feedherald::sink
