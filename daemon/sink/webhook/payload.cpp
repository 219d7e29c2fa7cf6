// SPDX-License-Identifier: MIT
#include "sink/webhook/payload.hpp"

#include "base/dates.hpp"
#include "base/version.hpp"
#include "sink/json_item.hpp"
#include "sink/webhook/template.hpp"

#include <functional>
#include <stdexcept>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

bool has_item(Alert const& alert) {
    return alert.kind == AlertKind::item_new || alert.kind == AlertKind::item_updated || alert.item != Item{};
}

json::object data_of(Alert const& alert) {
    json::object feed;
    feed.emplace("url", alert.feed_url);
    if (!alert.feed_title.empty()) feed.emplace("title", alert.feed_title);
    if (!alert.feed_home_page_url.empty()) feed.emplace("home_page_url", alert.feed_home_page_url);
    json::object data;
    data.emplace("feed", std::move(feed));
    if (has_item(alert)) data.emplace("item", json_item(alert.item));
    if (!alert.reason.empty()) data.emplace("reason", alert.reason);
    return data;
}

using OnText = std::function<void(json::string&)>;

void for_each_text(json::value& value, OnText const& on_text) {
    if (auto* text = value.if_string()) {
        on_text(*text);
    } else if (auto* array = value.if_array()) {
        for (auto& element : *array) for_each_text(element, on_text);
    } else if (auto* object = value.if_object()) {
        for (auto& member : *object) for_each_text(member.value(), on_text);
    }
}

json::value parse_body(std::string const& body_json) {
    return body_json.empty() ? json::value(json::object{}) : json::parse(body_json);
}

std::string_view view(json::string const& text) {
    return {text.data(), text.size()};
}

}  // namespace

Payload standard_payload(Delivery const& delivery) {
    json::object body;
    body.emplace("type", to_text(delivery.alert.kind));
    body.emplace("timestamp", to_rfc3339(delivery.alert.time));
    body.emplace("data", data_of(delivery.alert));
    return {"application/json", json::serialize(body)};
}

Payload cloudevents_payload(Delivery const& delivery) {
    auto const& alert = delivery.alert;
    json::object event;
    event.emplace("specversion", "1.0");
    event.emplace("id", delivery.uid);
    event.emplace("source", alert.feed_url.empty() ? std::string(project_url) : alert.feed_url);
    event.emplace("type", "org.feedherald." + std::string(to_text(alert.kind)) + ".v1");
    event.emplace("time", to_rfc3339(alert.time));
    if (has_item(alert)) event.emplace("subject", json_id(alert.item));
    event.emplace("datacontenttype", "application/json");
    event.emplace("data", data_of(alert));
    return {"application/cloudevents+json; charset=UTF-8", json::serialize(event)};
}

Payload custom_payload(std::string const& body_json, Delivery const& delivery) {
    auto body = parse_body(body_json);
    for_each_text(body, [&](json::string& text) { text = render(view(text), delivery.alert); });
    return {"application/json", json::serialize(body)};
}

std::optional<std::string> custom_body_error(std::string const& body_json) {
    std::optional<std::string> error;
    try {
        auto body = parse_body(body_json);
        for_each_text(body, [&](json::string& text) {
            if (!error) error = template_error(view(text));
        });
    } catch (boost::system::system_error const&) {
        // Boost.JSON says only where in our own rendering of the table it stopped: of no use to anybody.
        error = "the body is not JSON";
    }
    return error;
}

}  // namespace feedherald::sink
