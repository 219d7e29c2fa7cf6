// SPDX-License-Identifier: MIT
#include "parse/draft.hpp"

#include "base/text.hpp"
#include "parse/cut_bytes.hpp"
#include "parse/html_text.hpp"
#include "parse/limits.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace feedherald::parse {

namespace {

bool has_markup(std::string_view text) {
    return text.find('&') != std::string_view::npos || text.find('<') != std::string_view::npos;
}

std::string text_of(BodyText const& body) {
    return body.is_html && has_markup(body.value) ? text_of_html(body.value) : folded(body.value);
}

bool is_mail_address(std::string_view part) {
    auto const at = part.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < part.size() &&
           part.find_first_of(" <>(),;\"/") == std::string_view::npos;
}

bool is_list_of_addresses(std::string_view text) {
    auto comma = text.find(',');
    if (comma == std::string_view::npos) return false;
    for (; comma != std::string_view::npos; comma = text.find(',')) {
        if (!is_mail_address(trim(text.substr(0, comma)))) return false;
        text.remove_prefix(comma + 1);
    }
    return is_mail_address(trim(text));
}

Author author(std::string_view name, std::string_view address) {
    if (address.starts_with("mailto:")) address.remove_prefix(7);
    name = trim(name);
    if (name.size() > 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    return {name.empty() || name.ends_with(address) ? std::string{address} : one_line(name),
            "mailto:" + std::string{address},
            {}};
}

/** The length of a character of valid UTF-8 that is no white space and is shown as it is; 0 where that is not sure. */
std::size_t plain_character(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t n) {
        return at + n < text.size() ? static_cast<unsigned char>(text[at + n]) : 0U;
    };
    auto const first = byte(0);
    if (first < 0x80) return first > ' ' && first < 0x7F ? 1U : 0U;
    if (first < 0xE0) return (first == 0xC2 && byte(1) <= 0xA0) || (first == 0xD8 && byte(1) == 0x9C) ? 0U : 2U;
    if (first == 0xE2 && byte(1) == 0x80) return byte(2) > 0x8F && byte(2) < 0xA8 ? 3U : 0U;  // U+2010..U+2027
    if (first == 0xE2 && byte(1) == 0x81) return 0;
    if (first == 0xE3 && byte(1) == 0x80) return byte(2) > 0x80 ? 3U : 0U;
    return first < 0xF0 ? 3U : 4U;
}

/** Nothing in it that folding or neutralising would change. */
bool is_folded(std::string_view text) {
    bool after_blank = true;
    for (std::size_t at = 0; at < text.size();) {
        bool const is_blank = text[at] == ' ';
        auto const length = is_blank ? std::size_t{1} : plain_character(text, at);
        if (length == 0 || (is_blank && after_blank)) return false;
        after_blank = is_blank;
        at += length;
    }
    return !after_blank || text.empty();
}

bool is_played(Attachment const& attachment) {
    return attachment.mime_type.starts_with("audio/") || attachment.mime_type.starts_with("video/");
}

}  // namespace

void Draft::add_author(Author author) {
    if (author.name.empty() && author.url.empty()) return;
    if (authors.size() >= FieldCaps::list) return;
    auto const same = std::ranges::find(authors, author.name, &Author::name);
    if (same == authors.end() || author.name.empty())
        authors.push_back(std::move(author));
    else if (same->url.empty())
        same->url = std::move(author.url);
}

void Draft::add_authors_of_rss(std::string_view text) {
    if (!is_list_of_addresses(text)) return add_author(author_of_rss(text));
    for (auto comma = std::string_view::npos; !text.empty(); text.remove_prefix(std::min(comma, text.size() - 1) + 1)) {
        comma = text.find(',');
        add_author(author_of_rss(text.substr(0, comma)));
    }
}

std::vector<Author> Draft::take_authors() {
    return std::move(!authors.empty() ? authors : !itunes_authors.empty() ? itunes_authors : source_authors);
}

void Draft::add_tag(std::string tag) {
    if (tag.empty() || tags.size() >= FieldCaps::list) return;
    if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
}

void Draft::add_tags(std::string_view comma_separated) {
    while (!comma_separated.empty()) {
        auto const end = std::min(comma_separated.find(','), comma_separated.size());
        add_tag(one_line(comma_separated.substr(0, end)));
        comma_separated.remove_prefix(std::min(end + 1, comma_separated.size()));
    }
}

void Draft::add_attachment(Attachment attachment) {
    if (attachment.url.empty() || attachments.size() >= FieldCaps::list) return;
    auto const same = std::ranges::find(attachments, attachment.url, &Attachment::url);
    if (same == attachments.end()) {
        attachments.push_back(std::move(attachment));
        return;
    }
    // enclosure and media:content name the same file: each may know what the other does not
    if (same->mime_type.empty()) same->mime_type = std::move(attachment.mime_type);
    if (same->title.empty()) same->title = std::move(attachment.title);
    if (!same->size_in_bytes) same->size_in_bytes = attachment.size_in_bytes;
    if (!same->duration_in_seconds) same->duration_in_seconds = attachment.duration_in_seconds;
}

std::optional<Item> Draft::finish() {
    auto const has_content = !content.value.empty();
    auto* body = has_content ? &content : &description;
    auto* summary = has_content || has_summary ? &description : nullptr;
    if (summary == nullptr || summary->value.empty()) summary = &itunes_summary;
    if (body->value.empty()) {
        body = itunes_summary.value.empty() ? &media_description : &itunes_summary;
        if (body == summary) summary = nullptr;
    }

    Item item;
    if (summary != nullptr) item.summary = text_of(*summary);
    (body->is_html ? item.content_html : item.content_text) = std::move(body->value);
    item.id = id.take();
    item.url = url.take();
    item.title = title.take();
    item.image = image.take();
    item.language = language.take();
    item.published = published.value;
    item.modified = modified.value;
    item.authors = take_authors();
    item.tags = std::move(tags);
    for (auto& picture : pictures)
        if (picture.url != item.image) add_attachment(std::move(picture));
    if (attachments.empty() && !player.empty()) add_attachment({std::move(player), "text/html", {}, {}, {}});
    item.attachments = std::move(attachments);
    if (duration) {
        auto const played = std::ranges::find_if(item.attachments, is_played);
        if (played != item.attachments.end() && !played->duration_in_seconds) played->duration_in_seconds = duration;
    }
    bool const says_nothing = item.id.empty() && item.url.empty() && item.title.empty() && item.content_html.empty() &&
                              item.content_text.empty() && item.summary.empty() && item.attachments.empty();
    if (says_nothing) return std::nullopt;
    return item;
}

std::string folded(std::string_view text) {
    if (is_folded(text)) return std::string{text};
    return fold_white_space(neutralise(fold_white_space(text)));
}

std::string short_line(std::string_view text) {
    return folded(cut_bytes(trim(text), FieldCaps::name));
}

std::string one_line(std::string_view text) {
    return has_markup(text) ? title_of_rss(text) : folded(text);
}

Author author_of_rss(std::string_view text) {
    auto const line = folded(text);
    if (is_mail_address(line)) return author(line, line);
    for (std::string_view const brackets : {"()", "<>"}) {
        auto const from = line.find(brackets[0]);
        auto const to = line.rfind(brackets[1]);
        if (from == std::string::npos || to == std::string::npos || to <= from) continue;
        auto const outside = trim(std::string_view{line}.substr(0, from));
        auto const inside = trim(std::string_view{line}.substr(from + 1, to - from - 1));
        if (is_mail_address(outside)) return author(inside, outside);
        if (is_mail_address(inside)) return author(outside, inside);
    }
    auto const first = std::string_view{line}.substr(0, line.find(' '));
    if (is_mail_address(first)) return author(std::string_view{line}.substr(first.size()), first);
    auto const last = std::string_view{line}.substr(line.rfind(' ') + 1);
    if (is_mail_address(last)) return author(std::string_view{line}.substr(0, line.size() - last.size()), last);
    return {one_line(line), {}, {}};
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
    text = trim(text);
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::uint64_t> parse_play_time(std::string_view text) {
    text = trim(text);
    std::uint64_t seconds = 0;
    for (int part = 0; part < 3; ++part) {
        auto const end = text.find(':');
        auto number = text.substr(0, end);
        if (end == std::string_view::npos) number = number.substr(0, number.find('.'));  // fractions do not count
        auto const value = parse_count(number);
        if (!value || *value > 100'000'000) return std::nullopt;
        seconds = seconds * 60 + *value;
        if (end == std::string_view::npos) return seconds;
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

}  // namespace feedherald::parse
