// SPDX-License-Identifier: MIT
#include "config/feed_text.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "config/table_spans.hpp"
#include "config/toml_document.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>

namespace feedherald::config {

namespace {

/** A basic string of TOML 1.0. */
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char const c : to_valid_utf8(text)) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04X", byte);
            out += escape.data();
        } else {
            out += c;
        }
    }
    return out += '"';
}

std::string quoted(std::vector<std::string> const& texts) {
    std::string out = "[";
    for (auto const& text : texts) out += (out.size() > 1 ? ", " : "") + quoted(text);
    return out += "]";
}

std::string_view line_end_of(std::string_view text) {
    auto const first = text.find('\n');
    return first != std::string_view::npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

bool is_in_feed(TableSpan const& span) {
    return !span.path.empty() && span.path.front() == "feed";
}
bool is_feed(TableSpan const& span) {
    return span.is_element && span.path.size() == 1 && is_in_feed(span);
}

/** Every [[feed]] with the tables below it, wherever they stand. */
std::vector<std::vector<TableSpan>> feed_spans(std::string_view text) {
    std::vector<std::vector<TableSpan>> feeds;
    for (auto& span : table_spans(text)) {
        if (!is_in_feed(span)) continue;
        if (is_feed(span)) feeds.emplace_back();
        if (!feeds.empty()) feeds.back().push_back(std::move(span));
    }
    return feeds;
}

/** The size of a blank line that begins at `at`; 0 where there is none. */
std::size_t blank_line_at(std::string_view text, std::size_t at) {
    auto const rest = text.substr(at);
    auto const end = rest.find_first_not_of(" \t\r");
    return end != std::string_view::npos && rest[end] == '\n' ? end + 1 : 0;
}

/** Where the line before `at` (the begin of a line) begins. */
std::size_t line_before(std::string_view text, std::size_t at) {
    if (at < 2) return 0;
    auto const end = text.rfind('\n', at - 2);
    return end == std::string_view::npos ? 0 : end + 1;
}

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/** The table with the blank line in front of it; where it stands first, with the one behind it. */
Range with_blank_line(std::string_view text, Range range) {
    if (range.begin > 0) {
        auto const before = line_before(text, range.begin);
        if (blank_line_at(text, before) == range.begin - before) return {before, range.end};
        return range;
    }
    range.end += range.end < text.size() ? blank_line_at(text, range.end) : 0;
    return range;
}

std::string url_in(Table const& table) {
    auto const url = std::find_if(table.begin(), table.end(), [](Entry const& entry) { return entry.key == "url"; });
    if (url == table.end() || !std::holds_alternative<std::string>(url->node.value)) return {};
    auto const uri = parse_uri(std::get<std::string>(url->node.value));
    return uri ? uri->text() : std::string{};
}

}  // namespace

WrittenFeeds written_feeds(std::string_view text) {
    WrittenFeeds written;
    auto const tree = parse_toml(text, "");
    if (!tree) return written;
    auto const& table = std::get<Table>(tree->value);
    auto const entry = std::find_if(table.begin(), table.end(), [](Entry const& one) { return one.key == "feed"; });
    if (entry == table.end() || !std::holds_alternative<Array>(entry->node.value)) return written;
    auto const spans = feed_spans(text);
    auto const& array = std::get<Array>(entry->node.value);
    written.inline_array = spans.size() != array.size();
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (!std::holds_alternative<Table>(array[i].value)) continue;
        WrittenFeed feed{url_in(std::get<Table>(array[i].value)), array[i].at.line, array[i].at.line};
        if (!written.inline_array) {
            feed.first_line = spans[i].front().first_line;
            feed.last_line = spans[i].back().last_line;
        }
        written.feeds.push_back(std::move(feed));
    }
    return written;
}

std::string with_feeds(std::string_view text, std::span<NewFeed const> feeds) {
    auto const line_end = line_end_of(text);
    std::string out(text);
    if (!out.empty() && !out.ends_with('\n')) out += line_end;
    for (auto const& feed : feeds) {
        auto const line = [&](std::string_view key, std::string const& value) {
            out.append(key).append(" = ").append(value).append(line_end);
        };
        if (!out.empty()) out += line_end;
        out.append("[[feed]]").append(line_end);
        line("url", quoted(feed.url));
        if (!feed.name.empty()) line("name", quoted(feed.name));
        if (!feed.tags.empty()) line("tags", quoted(feed.tags));
        if (!feed.to.empty()) line("to", quoted(feed.to));
    }
    return out;
}

std::string without_feeds(std::string_view text, std::span<std::size_t const> indices) {
    auto const feeds = feed_spans(text);
    std::vector<TableSpan> spans;
    for (auto const index : indices) {
        assert(index < feeds.size());
        spans.insert(spans.end(), feeds[index].begin(), feeds[index].end());
    }
    std::sort(spans.begin(), spans.end(), [](TableSpan const& a, TableSpan const& b) { return a.begin > b.begin; });
    std::string out(text);
    for (auto const& span : spans) {  // from the end: what stands before keeps its place
        auto const range = with_blank_line(out, {span.begin, span.end});
        out.erase(range.begin, range.end - range.begin);
    }
    return out;
}

}  // namespace feedherald::config
