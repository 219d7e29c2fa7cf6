// SPDX-License-Identifier: MIT
// What a collected field becomes: the half of FeedReader that knows values, not places.
#include "base/text.hpp"
#include "parse/base64.hpp"
#include "parse/feed_reader.hpp"
#include "parse/html_links.hpp"
#include "parse/html_text.hpp"
#include "parse/item_date.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

/** itunes:summary is plain text by its specification, and HTML by the habit of some. */
bool looks_like_html(std::string_view text) {
    return text.find("</") != std::string_view::npos || text.find("<br") != std::string_view::npos ||
           text.find("<p>") != std::string_view::npos;
}

/** A section in a section, behind the end of an element that did not begin in it: the end that was forgotten is its
 * own. Who quotes XML in a section quotes the beginnings too. */
bool has_swallowed_its_end(std::string_view text) {
    auto const inner = text.find("![CDATA[");
    if (inner == std::string_view::npos) return false;
    auto const before = text.substr(0, inner);
    return std::ranges::any_of(
        std::array<std::string_view, 6>{"title>", "description>", "encoded>", "summary>", "content>", "item>"},
        [&](std::string_view name) {
            auto const end = before.find(name);
            if (end == std::string_view::npos) return false;
            auto const tag = before.rfind('<', end);
            return tag != std::string_view::npos && before.substr(tag).starts_with("</") &&
                   before.substr(0, tag).find(name.substr(0, name.size() - 1)) == std::string_view::npos;
        });
}

constexpr std::array<std::string_view, 7> days = {"sunday",   "monday", "tuesday", "wednesday",
                                                  "thursday", "friday", "saturday"};

struct Period {
    std::string_view name;
    std::chrono::seconds length;
};
constexpr Period periods[] = {
    {"hourly", std::chrono::hours{1}},        {"daily", std::chrono::hours{24}},
    {"weekly", std::chrono::hours{24 * 7}},   {"monthly", std::chrono::hours{24 * 30}},
    {"yearly", std::chrono::hours{24 * 365}},
};

constexpr std::uint64_t longest_ttl = 525'600;  // a year of minutes; more is a slip, and schedule/ caps it anyway

}  // namespace

void FeedReader::take(Field field) {
    auto const text = field_text_.text();
    if (text.empty()) return;
    auto& to = draft();
    switch (field) {
        case Field::title:
            return take_title(text);
        case Field::description:
        case Field::summary:
        case Field::content:
        case Field::itunes_summary:
        case Field::media_description:
            return take_body(field, text);
        case Field::guid:
            to.id.offer(rank_, text);
            if (guid_is_permalink_ && !field_text_.overflowed() && is_absolute_http(text))
                to.url.offer(LinkRank::permalink, address(text));
            return;
        case Field::id:
            to.id.offer(rank_, text);
            if (rank_ >= 3 && is_absolute_http(text) && in_item_) to.url.offer(LinkRank::atom_id, address(text));
            return;
        case Field::link:
        case Field::original_link:
            if (!field_text_.overflowed()) to.url.offer(rank_, address(text));
            return;
        case Field::image:
            if (!field_text_.overflowed()) to.image.offer(rank_, address(text));
            return;
        case Field::favicon:
            if (!field_text_.overflowed()) to.favicon.offer(rank_, address(text));
            return;
        case Field::new_feed_url:
            if (!field_text_.overflowed()) feed_.new_feed_url = address(text);
            return;
        case Field::published:
            return to.published.offer(rank_, parse_item_date(text));
        case Field::modified:
            return to.modified.offer(rank_, parse_item_date(text));
        case Field::author:
            return to.add_authors_of_rss(text);
        case Field::itunes_author:
            if (to.itunes_authors.empty()) to.itunes_authors.push_back({one_line(text), {}, {}});
            return;
        case Field::tag:
            return to.add_tag(one_line(text));
        case Field::tags:
            return to.add_tags(text);
        case Field::language:
            return to.language.offer(rank_, short_line(text));
        case Field::play_time:
            to.duration = parse_play_time(text);
            return;
        case Field::attachment_title:
            media_.title = one_line(text);
            return;
        case Field::person_name:
        case Field::person_uri:
        case Field::person_email:
            return take_person_part(field, text);
        default:
            return take_hint(field, text);
    }
}

void FeedReader::take_title(std::string_view text) {
    needs_repair_ = needs_repair_ || has_swallowed_its_end(text);
    auto& title = draft().title;
    if (!title.wants(rank_)) return;
    switch (text_kind_) {
        case TextKind::rss:
            return title.offer(rank_, one_line(text));
        case TextKind::html:
        case TextKind::xhtml:
            return title.offer(rank_, title_of_html(text));
        case TextKind::base64_html:
            return title.offer(rank_, title_of_html(decode_base64(text)));
        case TextKind::base64_text:
            return title.offer(rank_, folded(decode_base64(text)));
        case TextKind::plain:
            return title.offer(rank_, folded(text));
    }
}

void FeedReader::take_body(Field field, std::string_view text) {
    needs_repair_ = needs_repair_ || has_swallowed_its_end(text);
    auto& to = draft();
    bool is_html = text_kind_ != TextKind::plain && text_kind_ != TextKind::base64_text;
    if (field == Field::itunes_summary) is_html = looks_like_html(text);
    std::string decoded;
    if (text_kind_ == TextKind::base64_text || text_kind_ == TextKind::base64_html) {
        decoded = decode_base64(text);
        text = decoded;
    }
    if (is_html && bases_.empty() && in_item_) item_has_open_links_ = item_has_open_links_ || has_relative_links(text);
    if (is_html && !bases_.empty())
        if (auto html = with_absolute_links(text, bases_.back(), absolute_)) {
            decoded = *std::move(html);
            text = decoded;
        }
    switch (field) {
        case Field::content:
            return to.content.offer(text, is_html);
        case Field::itunes_summary:
            return to.itunes_summary.offer(text, is_html);
        case Field::media_description:
            return to.media_description.offer(text, is_html);
        case Field::summary:
            to.has_summary = true;
            [[fallthrough]];
        default:
            return to.description.offer(text, is_html);
    }
}

void FeedReader::take_person_part(Field field, std::string_view text) {
    if (field == Field::person_name && person_.name.empty()) person_.name = one_line(text);
    if (field == Field::person_uri && person_.url.empty() && !field_text_.overflowed()) person_.url = address(text);
    if (field == Field::person_email && person_email_.empty()) person_email_ = folded(text);
}

void FeedReader::take_hint(Field field, std::string_view text) {
    auto& hints = feed_.hints;
    auto const count = parse_count(text);
    if (in_item_) return;
    switch (field) {
        case Field::ttl:
            if (count && *count <= longest_ttl && !hints.ttl) hints.ttl = std::chrono::minutes{*count};
            return;
        case Field::hour:
            if (count && *count <= 24) hints.skip_hours.set(*count % 24);  // some count 1..24
            return;
        case Field::day:
            for (std::size_t day = 0; day < days.size(); ++day)
                if (equals_ignoring_ascii_case(text, days[day])) hints.skip_days.set(day);
            return;
        case Field::update_period:
            for (auto const& period : periods)
                if (equals_ignoring_ascii_case(text, period.name)) update_period_ = period.length;
            update_is_hourly_ = update_period_ == std::chrono::hours{1};
            return;
        case Field::update_frequency:
            update_frequency_ = count;
            return;
        default:
            return;
    }
}

}  // namespace feedherald::parse
