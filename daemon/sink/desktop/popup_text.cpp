// SPDX-License-Identifier: MIT
#include "sink/desktop/popup_text.hpp"

#include "base/text.hpp"
#include "sink/headline.hpp"

namespace feedherald::sink::desktop {

std::string escape_markup(std::string_view text) {
    std::string safe;
    safe.reserve(text.size() + 16);
    for (char const c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string shown(std::string_view text) {
    return fold_white_space(neutralise(text));
}

PopupText popup_text(Alert const& alert, bool markup) {
    auto const title = headline(alert);
    auto text = excerpt(alert, longest_body);
    // An item without a title has its text as one.
    if (text == title || cut(text, longest_summary) == title) text.clear();
    if (!is_about_item(alert.kind)) {
        if (text.empty()) text = cut(shown(alert.feed_url), longest_body);
        return {cut(title, longest_summary), markup ? escape_markup(text) : text};
    }
    auto feed = cut(shown(alert.feed_title), longest_summary);
    if (alert.kind == AlertKind::item_updated) feed += feed.empty() ? "Updated" : " (updated)";
    if (markup) {
        text = escape_markup(text);
        if (!feed.empty()) feed = "<b>" + escape_markup(feed) + "</b>";
    }
    auto const* between = feed.empty() || text.empty() ? "" : "\n";
    return {cut(title, longest_summary), feed + between + text};
}

}  // namespace feedherald::sink::desktop
