// SPDX-License-Identifier: MIT
// Messengers that take HTML and a token of their own: Telegram and Matrix.
#include "base/percent.hpp"
#include "sink/webhook/preset.hpp"
#include "sink/webhook/preset_parts.hpp"
#include "sink/webhook/wording.hpp"

namespace feedherald::sink {

namespace json = boost::json;

namespace {

std::string html_link(Parts const& parts) {
    auto const title = as_html(parts.title);
    return parts.link.empty() ? title : "<a href=\"" + quoted_link_in_html(parts.link) + "\">" + title + "</a>";
}

std::string html_of(Parts const& parts, std::string_view line_break, std::size_t text_limit) {
    std::string html = "<b>" + html_link(parts) + "</b>";
    if (!parts.feed.empty()) html.append(line_break).append("<i>" + as_html(parts.feed) + "</i>");
    if (!parts.text.empty()) html.append(line_break).append(fitted(parts.text, text_limit, Unit::utf16, as_html));
    return html;
}

}  // namespace

// 4096 characters after the entities have been resolved: 350 of title and feed and 3000 of text are below that in any
// script. The token is part of the address.
Post to_telegram(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    json::object body;
    body.emplace("chat_id", to.settings.chat);
    body.emplace("text", html_of(parts, "\n", 3000));
    body.emplace("parse_mode", "HTML");
    if (parts.link.empty())
        body.emplace("link_preview_options", json::object{{"is_disabled", true}});
    else
        body.emplace("link_preview_options", json::object{{"url", parts.link}});
    body.emplace("disable_notification", to.delivery.alert.urgency == Urgency::low);
    auto post = json_post(to, body);
    auto const base = path_below(to.endpoint, "");
    post.uri.target = base + "/bot" + to.settings.token.reveal() + "/sendMessage";
    return post;
}

// The transaction id is the delivery's, so the homeserver itself drops repetitions. An empty m.mentions says that
// nobody is meant, whatever the text holds.
Post to_matrix(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    // Homeservers before 1.7 look for names in the plain body.
    std::string plain = as_unmentioned(parts.title);
    for (auto const* line : {&parts.feed, &parts.text})
        if (!line->empty()) plain += "\n" + as_unmentioned(*line);
    if (!parts.link.empty()) plain += "\n" + unmentioned_link(parts.link);
    json::object body;
    body.emplace("msgtype", "m.text");
    body.emplace("body", std::move(plain));
    body.emplace("format", "org.matrix.custom.html");
    body.emplace("formatted_body", html_of(parts, "<br>", 20000));
    body.emplace("m.mentions", json::object{});
    auto post = json_post(to, body);
    post.method = "PUT";
    post.uri.target = path_below(to.endpoint, "") + "/_matrix/client/v3/rooms/" + percent_encode(to.settings.room) +
                      "/send/m.room.message/" + percent_encode(to.delivery.uid);
    if (!to.settings.token.empty())
        post.secret_headers.emplace_back("Authorization", Secret("Bearer " + to.settings.token.reveal()));
    return post;
}

}  // namespace feedherald::sink
