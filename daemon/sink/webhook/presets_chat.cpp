// SPDX-License-Identifier: MIT
// Chat rooms with a notation of their own, through incoming webhooks: Slack, Discord, Mattermost, Teams, Google Chat.
#include "base/dates.hpp"
#include "base/sha256.hpp"
#include "base/uri.hpp"
#include "sink/webhook/preset.hpp"
#include "sink/webhook/preset_parts.hpp"
#include "sink/webhook/wording.hpp"

#include <boost/json/array.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

std::string lines(std::initializer_list<std::string> texts) {
    std::string joined;
    for (auto const& text : texts) {
        if (text.empty()) continue;
        if (!joined.empty()) joined += '\n';
        joined += text;
    }
    return joined;
}

/** "<link|title>" as Slack and Google Chat write it; both already in that notation. */
std::string bar_link(std::string const& link, std::string const& title) {
    return link.empty() ? title : "<" + link + "|" + title + ">";
}

/** Google Chat ends a link's label at the first angle bracket. */
std::string as_label(std::string_view text) {
    std::string label;
    for (char const c : text)
        if (c == '>')
            label += "›";
        else
            label += c;
    return label;
}

/** A link that is too long once it is written in the notation of a service is left out: a piece of it leads nowhere. */
std::string no_longer_than(std::size_t limit, std::string link) {
    return link.size() > limit ? std::string() : link;
}

std::string markdown_link(std::string const& link, std::string const& title) {
    return link.empty() ? title : "[" + title + "](" + quoted_link(link) + ")";
}

}  // namespace

// A section's text holds 3000 characters after escaping.
Post to_slack(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    auto const title = fitted(parts.title, 400, Unit::utf16, as_mrkdwn);
    auto const feed = fitted(parts.feed, 200, Unit::utf16, as_mrkdwn);
    auto const link = no_longer_than(2200, quoted_link_in_html(parts.link));
    auto const room = 2900 - std::min<std::size_t>(2900, size_in(Unit::utf16, title + feed + link));
    auto const text = fitted(parts.text, room, Unit::utf16, as_mrkdwn);

    json::object section;
    section.emplace("type", "section");
    section.emplace("text", json::object{{"type", "mrkdwn"},
                                         {"text", lines({"*" + bar_link(link, title) + "*", feed, text})},
                                         {"verbatim", true}});
    json::object body;
    body.emplace("text", feed.empty() ? title : feed + ": " + title);
    body.emplace("blocks", json::array{std::move(section)});
    body.emplace("unfurl_links", false);
    body.emplace("unfurl_media", false);
    return json_post(to, body);
}

// Without wait=true Discord answers 204 before it knows whether the message can be kept.
Post to_discord(Addressed const& to) {
    auto const& alert = to.delivery.alert;
    auto const parts = parts_of(alert);
    json::object embed;
    embed.emplace("title", fitted(parts.title, 256, Unit::utf16, as_markdown));
    if (!parts.link.empty()) embed.emplace("url", parts.link);
    if (!parts.text.empty()) embed.emplace("description", fitted(parts.text, 4000, Unit::utf16, as_markdown));
    embed.emplace("timestamp", to_rfc3339(alert.item.published.value_or(alert.time)));
    if (!parts.feed.empty())
        embed.emplace("author", json::object{{"name", fitted(parts.feed, 256, Unit::utf16, as_unmentioned)}});
    if (is_http_uri(alert.item.image) && alert.item.image.size() <= 2000)
        embed.emplace("image", json::object{{"url", alert.item.image}});

    json::object body;
    body.emplace("username", "feedherald");
    body.emplace("embeds", json::array{std::move(embed)});
    body.emplace("allowed_mentions", json::object{{"parse", json::array{}}});
    auto post = json_post(to, body);
    post.uri.target = with_query(post.uri.target, "wait", "true");
    return post;
}

// Over 16383 characters Mattermost makes several posts of one; ours are far below.
Post to_mattermost(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    auto const title = as_markdown(parts.title);
    json::object body;
    body.emplace("username", "feedherald");
    body.emplace("text", lines({"**" + markdown_link(parts.link, title) + "**", as_markdown(parts.feed),
                                as_markdown(parts.text)}));
    return json_post(to, body);
}

// An adaptive card; the whole request must stay under some 21 KB.
Post to_teams(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    auto const block = [](std::string text) {
        return json::object{{"type", "TextBlock"}, {"text", std::move(text)}, {"wrap", true}};
    };
    auto title = block(as_markdown(parts.title));
    title.emplace("weight", "Bolder");
    title.emplace("size", "Medium");
    json::array blocks{std::move(title)};
    if (!parts.feed.empty()) {
        auto feed = block(as_markdown(parts.feed));
        feed.emplace("isSubtle", true);
        blocks.push_back(std::move(feed));
    }
    if (!parts.text.empty()) blocks.push_back(block(fitted(parts.text, 8000, Unit::bytes, as_markdown)));

    json::object card;
    card.emplace("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.emplace("type", "AdaptiveCard");
    card.emplace("version", "1.4");
    card.emplace("body", std::move(blocks));
    if (!parts.link.empty())
        card.emplace("actions",
                     json::array{json::object{{"type", "Action.OpenUrl"}, {"title", "Open"}, {"url", parts.link}}});
    json::object attachment;
    attachment.emplace("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.emplace("contentUrl", nullptr);
    attachment.emplace("content", std::move(card));
    json::object body;
    body.emplace("type", "message");
    body.emplace("attachments", json::array{std::move(attachment)});
    return json_post(to, body);
}

// A thread a feed, so that a room stays readable; the text holds 4000 characters.
Post to_google_chat(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    auto const title = as_label(as_chat(parts.title));
    auto const feed = as_chat(parts.feed);
    auto const link = no_longer_than(2200, quoted_link(parts.link));
    auto const room = 3900 - std::min<std::size_t>(3900, title.size() + feed.size() + link.size());
    json::object body;
    body.emplace("text",
                 lines({"*" + bar_link(link, title) + "*", feed, fitted(parts.text, room, Unit::bytes, as_chat)}));
    body.emplace("thread", json::object{{"threadKey", to_hex(sha256(to.delivery.alert.feed_url)).substr(0, 32)}});
    auto post = json_post(to, body);
    post.uri.target = with_query(post.uri.target, "messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    return post;
}

}  // namespace feedherald::sink
