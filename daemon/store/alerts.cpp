// SPDX-License-Identifier: MIT
#include "store/alerts.hpp"

#include <stdexcept>
#include <string>

namespace feedherald::store {

namespace {

void write_lists(Database& database, AlertId alert, Item const& item) {
    auto position = 0;
    for (auto const& author : item.authors)
        database.query("INSERT INTO alert_authors VALUES (?, ?, ?, ?, ?)")
            .with(alert)
            .with(position++)
            .with(author.name)
            .with(author.url)
            .with(author.avatar)
            .run();
    position = 0;
    for (auto const& tag : item.tags)
        database.query("INSERT INTO alert_tags VALUES (?, ?, ?)").with(alert).with(position++).with(tag).run();
    position = 0;
    for (auto const& attachment : item.attachments)
        database.query("INSERT INTO alert_attachments VALUES (?, ?, ?, ?, ?, ?, ?)")
            .with(alert)
            .with(position++)
            .with(attachment.url)
            .with(attachment.mime_type)
            .with(attachment.title)
            .with(attachment.size_in_bytes)
            .with(attachment.duration_in_seconds)
            .run();
}

std::optional<std::uint64_t> amount(std::optional<std::int64_t> number) {
    return number ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

void read_lists(Database& database, AlertId alert, Item& item) {
    auto authors = database.query("SELECT name, url, avatar FROM alert_authors WHERE alert = ? ORDER BY position");
    for (authors.with(alert); authors.next();) {
        auto& author = item.authors.emplace_back();
        author.name = authors.text();
        author.url = authors.text();
        author.avatar = authors.text();
    }
    auto tags = database.query("SELECT tag FROM alert_tags WHERE alert = ? ORDER BY position");
    for (tags.with(alert); tags.next();) item.tags.push_back(tags.text());
    auto attachments = database.query(
        "SELECT url, mime_type, title, size_in_bytes, duration_in_seconds FROM alert_attachments "
        "WHERE alert = ? ORDER BY position");
    for (attachments.with(alert); attachments.next();) {
        auto& attachment = item.attachments.emplace_back();
        attachment.url = attachments.text();
        attachment.mime_type = attachments.text();
        attachment.title = attachments.text();
        attachment.size_in_bytes = amount(attachments.maybe_number());
        attachment.duration_in_seconds = amount(attachments.maybe_number());
    }
}

}  // namespace

AlertId write_alert(Database& database, Alert const& alert) {
    auto const& item = alert.item;
    database
        .query(
            "INSERT INTO alerts (kind, time, feed, feed_url, feed_title, feed_home_page_url, reason, urgency, "
            "item_id, url, external_url, title, content_html, content_text, summary, image, banner_image, language, "
            "text, published, modified) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(std::string(to_text(alert.kind)))
        .with(alert.time)
        .with(alert.feed)
        .with(alert.feed_url)
        .with(alert.feed_title)
        .with(alert.feed_home_page_url)
        .with(alert.reason)
        .with(static_cast<int>(alert.urgency))
        .with(item.id)
        .with(item.url)
        .with(item.external_url)
        .with(item.title)
        .with(item.content_html)
        .with(item.content_text)
        .with(item.summary)
        .with(item.image)
        .with(item.banner_image)
        .with(item.language)
        .with(item.text)
        .with(item.published)
        .with(item.modified)
        .run();
    AlertId const id{database.last_id()};
    write_lists(database, id, item);
    return id;
}

Alert read_alert(Database& database, AlertId id) {
    auto row = database.query(
        "SELECT kind, time, feed, feed_url, feed_title, feed_home_page_url, reason, urgency, item_id, url, "
        "external_url, title, content_html, content_text, summary, image, banner_image, language, text, "
        "published, modified FROM alerts WHERE id = ?");
    if (!row.with(id).next()) throw std::runtime_error("alert " + std::to_string(id.value()) + " is missing");
    auto const kind = parse_alert_kind(row.text());
    if (!kind) throw std::runtime_error("the row of alert " + std::to_string(id.value()) + " is damaged");
    Alert alert;
    alert.id = id;
    alert.kind = *kind;
    alert.time = row.instant();
    alert.feed = FeedId{row.number()};
    alert.feed_url = row.text();
    alert.feed_title = row.text();
    alert.feed_home_page_url = row.text();
    alert.reason = row.text();
    alert.urgency = row.choice(Urgency::critical);
    auto& item = alert.item;
    for (auto* field : {&item.id, &item.url, &item.external_url, &item.title, &item.content_html, &item.content_text,
                        &item.summary, &item.image, &item.banner_image, &item.language, &item.text})
        *field = row.text();
    item.published = row.maybe_instant();
    item.modified = row.maybe_instant();
    read_lists(database, id, item);
    return alert;
}

}  // namespace feedherald::store
