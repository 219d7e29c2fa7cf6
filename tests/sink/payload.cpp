// SPDX-License-Identifier: MIT
// The three bodies of the generic webhook, for ordinary and for hostile posts.
#include "sink/webhook/payload.hpp"

#include "samples.hpp"

#include <stdexcept>
#include <string>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using testing::HasSubstr;
using testing::Optional;

TEST(StandardPayload, is_type_timestamp_and_data) {
    auto const payload = sink::standard_payload(test::ordinary());

    EXPECT_EQ(payload.content_type, "application/json");
    EXPECT_EQ(payload.body,
              R"({"type":"item.new","timestamp":"2026-11-22T08:00:00Z","data":{"feed":)"
              R"({"url":"https://blog.example/feed","title":"The Blog","home_page_url":"https://blog.example/"},)"
              R"("item":{"id":"tag:blog.example,2026:1","url":"https://blog.example/1?a=1&b=2",)"
              R"("title":"Größe & Form","summary":"What it is about","date_published":"2026-11-22T07:00:00Z",)"
              R"("authors":[{"name":"Ada"},{"name":"Charles"}],"tags":["c++","async"]}}})");
}

TEST(StandardPayload, names_every_kind) {
    auto delivery = test::ordinary();
    delivery.alert.kind = AlertKind::item_updated;

    EXPECT_THAT(sink::standard_payload(delivery).body, HasSubstr(R"({"type":"item.updated",)"));
    EXPECT_EQ(sink::standard_payload(test::failing_feed()).body,
              R"({"type":"feed.failing","timestamp":"2026-11-22T08:00:00Z","data":{"feed":)"
              R"({"url":"https://blog.example/feed","title":"The Blog","home_page_url":"https://blog.example/"},)"
              R"("reason":"no success for 3 days: connection refused"}})");
}

TEST(StandardPayload, holds_hostile_text_as_it_is) {
    auto const delivery = test::hostile();

    auto const read = boost::json::parse(sink::standard_payload(delivery).body);

    auto const& item = read.at("data").at("item");
    EXPECT_EQ(item.at("title").as_string(), delivery.alert.item.title);
    EXPECT_EQ(item.at("summary").as_string(), delivery.alert.item.summary);
    EXPECT_EQ(read.as_object().size(), 3u);
}

TEST(CloudeventsPayload, is_a_structured_event) {
    auto const payload = sink::cloudevents_payload(test::ordinary());

    EXPECT_EQ(payload.content_type, "application/cloudevents+json; charset=UTF-8");
    auto const event = boost::json::parse(payload.body);
    EXPECT_EQ(event.at("specversion").as_string(), "1.0");
    EXPECT_EQ(event.at("id").as_string(), "0123456789abcdef0123456789abcdef");
    EXPECT_EQ(event.at("source").as_string(), "https://blog.example/feed");
    EXPECT_EQ(event.at("type").as_string(), "org.feedherald.item.new.v1");
    EXPECT_EQ(event.at("time").as_string(), "2026-11-22T08:00:00Z");
    EXPECT_EQ(event.at("subject").as_string(), "tag:blog.example,2026:1");
    EXPECT_EQ(event.at("datacontenttype").as_string(), "application/json");
    EXPECT_EQ(event.at("data"), boost::json::parse(sink::standard_payload(test::ordinary()).body).at("data"));
}

TEST(CloudeventsPayload, always_has_the_required_attributes) {
    for (auto delivery : {test::failing_feed(), test::hostile()}) {
        delivery.alert.feed_url.clear();
        auto const event = boost::json::parse(sink::cloudevents_payload(delivery).body);
        for (auto const* attribute : {"specversion", "id", "source", "type"})
            EXPECT_FALSE(event.at(attribute).as_string().empty()) << attribute;
        auto const* subject = event.as_object().if_contains("subject");
        EXPECT_TRUE(subject == nullptr || !subject->as_string().empty());
    }
}

TEST(CustomPayload, is_the_users_table_with_its_strings_filled_in) {
    auto const payload =
        sink::custom_payload(R"({"text":"{feed}: {title:.5}","n":1,"f":1.5,"yes":true,"no":null,"{title}":"key",)"
                             R"("list":["{kind}",2,["{url}"]],"deep":{"er":{"x":"{author}"}}})",
                             test::ordinary());

    EXPECT_EQ(payload.content_type, "application/json");
    EXPECT_EQ(boost::json::parse(payload.body),
              boost::json::parse(
                  R"({"text":"The Blog: Größe","n":1,"f":1.5,"yes":true,"no":null,"{title}":"key",)"
                  R"("list":["item.new",2,["https://blog.example/1?a=1&b=2"]],"deep":{"er":{"x":"Ada, Charles"}}})"));
}

TEST(CustomPayload, cannot_be_broken_out_of) {
    auto const read = boost::json::parse(
        sink::custom_payload(R"({"a":"{title}","b":"{summary}","c":"{tags} {id} {feed} {author}"})", test::hostile())
            .body);

    ASSERT_EQ(read.as_object().size(), 3u);
    EXPECT_THAT(std::string(read.at("a").as_string()), HasSubstr(R"("},{"x":"\ {title})"));
}

TEST(CustomPayload, of_an_empty_table_is_an_empty_object) {
    EXPECT_EQ(sink::custom_payload("", test::ordinary()).body, "{}");
    EXPECT_EQ(sink::custom_payload("{}", test::ordinary()).body, "{}");
}

TEST(CustomBodyError, finds_a_wrong_template_however_deep) {
    EXPECT_EQ(sink::custom_body_error(""), std::nullopt);
    EXPECT_EQ(sink::custom_body_error(R"({"a":"{title}"})"), std::nullopt);
    EXPECT_THAT(sink::custom_body_error(R"({"a":[{"b":"{titel}"}]})"), Optional(HasSubstr("{titel}")));
    EXPECT_THAT(sink::custom_body_error("{"), Optional(HasSubstr("JSON")));
}

}  // namespace
