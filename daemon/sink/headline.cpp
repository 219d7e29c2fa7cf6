// SPDX-License-Identifier: MIT
#include "sink/headline.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"

namespace feedherald::sink {

namespace {

std::string shown(std::string_view text) {
    return fold_white_space(neutralise(text));
}

/** A long text is cut before it is cleaned: nobody reads the rest of 20 MiB. */
std::string_view beginning(std::string_view text, std::size_t characters) {
    // Four bytes a character at most, and room for runs of white space that will be folded.
    auto end = 16 * characters + 4096;
    if (text.size() <= end) return text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

/** The content before the summary (B-24). */
std::string text_of(Item const& item, std::size_t characters) {
    for (auto const* text : {&item.text, &item.content_text, &item.summary})
        if (auto const words = shown(beginning(*text, characters)); !words.empty()) return cut(words, characters);
    return {};
}

}  // namespace

bool is_about_item(AlertKind kind) {
    return kind == AlertKind::item_new || kind == AlertKind::item_updated || kind == AlertKind::test;
}

std::string headline(Alert const& alert) {
    switch (alert.kind) {
        case AlertKind::feed_failing:
            return shown("Feed is failing: " + alert.feed_title);
        case AlertKind::feed_recovered:
            return shown("Feed is back: " + alert.feed_title);
        case AlertKind::feed_gone:
            return shown("Feed is gone: " + alert.feed_title);
        case AlertKind::feed_silent:
            return shown("Feed is silent: " + alert.feed_title);
        case AlertKind::sink_disabled:
            return "An alert target has been disabled";
        case AlertKind::sink_failing:
            return "An alert could not be delivered";
        case AlertKind::configuration_invalid:
            return "The configuration is not valid";
        default:
            break;
    }
    if (auto title = shown(beginning(alert.item.title, 2000)); !title.empty()) return title;
    if (auto text = text_of(alert.item, 100); !text.empty()) return text;
    if (!alert.item.url.empty()) return shown(alert.item.url);
    return alert.kind == AlertKind::test ? "Test alert" : "Untitled";
}

std::string excerpt(Alert const& alert, std::size_t characters) {
    if (is_about_item(alert.kind))
        if (auto text = text_of(alert.item, characters); !text.empty()) return text;
    return cut(shown(beginning(alert.reason, characters)), characters);
}

std::string link_of(Alert const& alert) {
    if (is_about_item(alert.kind)) {
        if (is_http_uri(alert.item.url)) return alert.item.url;
        return is_http_uri(alert.item.external_url) ? alert.item.external_url : std::string{};
    }
    if (is_http_uri(alert.feed_home_page_url)) return alert.feed_home_page_url;
    return is_http_uri(alert.feed_url) ? alert.feed_url : std::string{};
}

std::string authors_of(Item const& item) {
    std::string names;
    for (auto const& author : item.authors) {
        auto const name = shown(author.name.empty() ? author.url : author.name);
        if (name.empty()) continue;
        if (!names.empty()) names += ", ";
        names += name;
    }
    return names;
}

}  // namespace feedherald::sink
