// SPDX-License-Identifier: MIT
// Services that show the text as it is on a telephone or at home: ntfy, Gotify, Pushover, Home Assistant.
#include "base/dates.hpp"
#include "base/percent.hpp"
#include "sink/headline.hpp"
#include "sink/webhook/preset.hpp"
#include "sink/webhook/preset_parts.hpp"
#include "sink/webhook/wording.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

int by_urgency(Alert const& alert, int low, int normal, int critical) {
    switch (alert.urgency) {
        case Urgency::low:
            return low;
        case Urgency::critical:
            return critical;
        case Urgency::normal:
            break;
    }
    return normal;
}

void add_token(Post& post, std::string name, std::string const& scheme, Secret const& token) {
    if (!token.empty()) post.secret_headers.emplace_back(std::move(name), Secret(scheme + token.reveal()));
}

/** What ntfy reads of a request, less a little; a longer one it refuses for good. Bytes that JSON escapes count double.
 */
Post fitted_for_ntfy(Addressed const& to, json::object body, std::string const& message) {
    constexpr std::size_t most_bytes = 8000;
    auto post = json_post(to, body);
    if (post.body.size() > most_bytes) {
        body.erase("actions");  // a tap opens the link as well
        post = json_post(to, body);
    }
    for (auto limit = body.at("message").as_string().size(); post.body.size() > most_bytes && limit > 0;) {
        auto const excess = post.body.size() - most_bytes;
        limit -= std::min(limit, excess / 2 + 1);
        body.at("message") = fitted(message, limit, Unit::bytes, as_plain);
        post = json_post(to, body);
    }
    return post;
}

}  // namespace

// The topic is the last segment of the address; JSON goes to what is before it. Its message holds 4096 bytes, a longer
// one would become an attachment.
Post to_ntfy(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    auto const path = path_below(to.endpoint, "");
    auto const slash = path.rfind('/');
    auto const topic = slash == std::string::npos ? path : path.substr(slash + 1);

    json::object body;
    body.emplace("topic", percent_decode(topic));
    body.emplace("title", fitted(parts.title, 250, Unit::bytes, as_plain));
    auto const message = message_of(parts);
    body.emplace("message", fitted(message, 4000, Unit::bytes, as_plain));
    body.emplace("priority", by_urgency(to.delivery.alert, 2, 3, 5));
    body.emplace("tags", json::array{is_about_item(to.delivery.alert.kind) ? "newspaper" : "warning"});
    if (!parts.link.empty()) {
        body.emplace("click", parts.link);
        body.emplace("actions", json::array{{{"action", "view"}, {"label", "Open"}, {"url", parts.link}}});
    }
    auto post = fitted_for_ntfy(to, std::move(body), message);
    post.uri.target = path.substr(0, path.size() - topic.size());
    if (post.uri.target.empty()) post.uri.target = "/";
    add_token(post, "Authorization", "Bearer ", to.settings.token);
    return post;
}

Post to_gotify(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    json::object extras;
    extras.emplace("client::display", json::object{{"contentType", "text/plain"}});
    if (!parts.link.empty()) extras.emplace("client::notification", json::object{{"click", {{"url", parts.link}}}});

    json::object body;
    body.emplace("title", parts.title);
    body.emplace("message", parts.link.empty() ? message_of(parts) : message_of(parts) + "\n" + parts.link);
    body.emplace("priority", by_urgency(to.delivery.alert, 2, 5, 8));
    body.emplace("extras", std::move(extras));
    auto post = json_post(to, body);
    post.uri.target = path_below(to.endpoint, "/message");
    add_token(post, "X-Gotify-Key", "", to.settings.token);
    return post;
}

// A link over 512 characters would be refused, so it goes without.
Post to_pushover(Addressed const& to) {
    auto const parts = parts_of(to.delivery.alert);
    json::object body;
    body.emplace("token", to.settings.token.reveal());
    body.emplace("user", to.settings.user.reveal());
    body.emplace("title", fitted(parts.title, 250, Unit::bytes, as_plain));
    body.emplace("message", fitted(message_of(parts), 1024, Unit::bytes, as_plain));
    body.emplace("priority", by_urgency(to.delivery.alert, -1, 0, 1));
    body.emplace("timestamp",
                 std::chrono::floor<std::chrono::seconds>(to.delivery.alert.time).time_since_epoch().count());
    if (!parts.link.empty() && parts.link.size() <= 512) {
        body.emplace("url", parts.link);
        body.emplace("url_title", "Open");
    }
    auto post = json_post(to, body);
    post.uri.target = path_below(to.endpoint, "/1/messages.json");
    return post;
}

// Three doors: a webhook of an automation takes our own fields; a notify service takes a title and a message; so does
// persistent_notification, which refuses every field it does not know and renders the message as Markdown.
Post to_home_assistant(Addressed const& to) {
    auto const& alert = to.delivery.alert;
    auto const parts = parts_of(alert);
    auto target = to.endpoint.target;
    if (target == "/") target = "/api/services/persistent_notification/create";
    json::object body;
    if (target.find("/api/webhook/") != std::string::npos) {
        body.emplace("id", to.delivery.uid);
        body.emplace("kind", to_text(alert.kind));
        body.emplace("feed", parts.feed);
        body.emplace("title", parts.title);
        body.emplace("message", parts.text);
        body.emplace("url", parts.link);
        if (alert.item.published) body.emplace("published", to_rfc3339(*alert.item.published));
    } else {
        bool const persistent = target.find("/persistent_notification/") != std::string::npos;
        auto message = message_of(parts);
        if (persistent) message = as_markdown(message);
        if (persistent && !parts.link.empty()) message += "\n" + quoted_link(parts.link);
        body.emplace("title", parts.title);
        body.emplace("message", std::move(message));
        if (persistent) body.emplace("notification_id", "feedherald-" + to.delivery.uid);
        if (!persistent && !parts.link.empty())
            body.emplace("data", json::object{{"url", parts.link}, {"clickAction", parts.link}});
    }
    auto post = json_post(to, body);
    post.uri.target = std::move(target);
    add_token(post, "Authorization", "Bearer ", to.settings.token);
    return post;
}

}  // namespace feedherald::sink
