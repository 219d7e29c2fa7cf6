// SPDX-License-Identifier: MIT
// Every preset under hostile posts: its limits, its mentions, its secrets; and what its service answers.
#include "fake_http.hpp"
#include "preset_post.hpp"
#include "samples.hpp"
#include "sink/webhook/wording.hpp"

#include <functional>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using namespace std::chrono_literals;
using test::eight;
using test::post;
using test::settings_of;
using testing::HasSubstr;
using testing::Not;
namespace json = boost::json;

void for_each_text(json::value const& value, std::function<void(std::string const&)> const& on_text) {
    if (auto const* text = value.if_string()) on_text(std::string(*text));
    if (auto const* array = value.if_array())
        for (auto const& element : *array) for_each_text(element, on_text);
    if (auto const* object = value.if_object())
        for (auto const& member : *object) for_each_text(member.value(), on_text);
}

TEST(Preset, survives_hostile_posts_with_valid_json_and_no_mention) {
    for (auto const& preset : sink::presets()) {
        SCOPED_TRACE(preset.name);
        auto const request = post(preset.name, test::hostile());
        bool const is_plain = preset.name == "ntfy" || preset.name == "gotify" || preset.name == "pushover" ||
                              preset.name == "homeassistant" || preset.name == "matrix";
        for_each_text(json::parse(request.body), [&](std::string const& text) {
            for (auto const* bad : {"\x1b", "\x7f", "\r", "\u202e", "\u2066"})
                EXPECT_EQ(text.find(bad), std::string::npos) << text;
            if (is_plain) return;
            EXPECT_EQ(text.find("@everyone"), std::string::npos) << text;
            EXPECT_TRUE(preset.name != "slack" || text.find("<!channel>") == std::string::npos) << text;
        });
        EXPECT_LE(request.body.size(), 21000u);
    }
}

TEST(Preset, keeps_matrix_from_mentioning) {
    auto const body = json::parse(post("matrix", test::hostile()).body);

    EXPECT_EQ(body.at("m.mentions"), json::value(json::object{}));
    EXPECT_THAT(std::string(body.at("formatted_body").as_string()), Not(HasSubstr("@everyone")));
}

std::string text_at(json::value const& value, std::string_view pointer) {
    return std::string(value.at_pointer(json::string_view(pointer.data(), pointer.size())).as_string());
}

TEST(Preset, stays_under_each_services_limit_in_every_script) {
    for (std::string const unit : {"x ", "& ", "<>", "ß", "漢字", "😀", "*_["}) {
        SCOPED_TRACE(unit);
        auto delivery = test::ordinary();
        auto& item = delivery.alert.item;
        item.title.clear();
        item.summary.clear();
        for (int i = 0; i < 10000; ++i) item.title += unit, item.summary += unit;
        delivery.alert.feed_title = item.title;
        auto const body = [&](std::string_view preset) { return json::parse(post(preset, delivery).body); };
        using sink::size_in;
        using sink::Unit;

        EXPECT_LE(text_at(body("ntfy"), "/message").size(), 4096u);
        EXPECT_LE(text_at(body("slack"), "/blocks/0/text/text").size(), 3000u * 4);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("slack"), "/blocks/0/text/text")), 3000u);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("discord"), "/embeds/0/title")), 256u);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("discord"), "/embeds/0/description")), 4096u);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("discord"), "/embeds/0/author/name")), 256u);
        EXPECT_LE(size_in(Unit::characters, text_at(body("mattermost"), "/text")), 16383u);
        EXPECT_LE(post("teams", delivery).body.size(), 21000u);
        EXPECT_LE(text_at(body("pushover"), "/title").size(), 250u);
        EXPECT_LE(text_at(body("pushover"), "/message").size(), 1024u);
        EXPECT_LE(size_in(Unit::characters, text_at(body("googlechat"), "/text")), 4000u);
        EXPECT_LE(post("matrix", delivery).body.size(), 60000u);

        auto telegram = text_at(body("telegram"), "/text");
        for (auto const* entity : {"&amp;", "&lt;", "&gt;", "&quot;"})
            for (std::size_t at = 0; (at = telegram.find(entity, at)) != std::string::npos; ++at)
                telegram.replace(at, std::string_view(entity).size(), "x");
        EXPECT_LE(size_in(Unit::utf16, telegram), 4096u);
    }
}

TEST(Preset, says_something_even_of_an_empty_item) {
    Delivery empty;
    empty.uid = "0";
    for (auto const& preset : sink::presets()) {
        SCOPED_TRACE(preset.name);
        EXPECT_THAT(post(preset.name, empty).body, HasSubstr("Untitled"));
    }
}

TEST(Preset, leaves_out_links_that_must_not_be_opened) {
    auto delivery = test::ordinary();
    delivery.alert.item.url = "javascript:alert(1)";
    for (auto const& preset : sink::presets()) {
        SCOPED_TRACE(preset.name);
        EXPECT_THAT(post(preset.name, delivery).body, Not(HasSubstr("javascript")));
    }
}

TEST(Preset, puts_urgency_where_the_service_has_one) {
    auto delivery = test::ordinary();
    delivery.alert.urgency = Urgency::critical;
    EXPECT_EQ(json::parse(post("ntfy", delivery).body).at("priority"), 5);
    EXPECT_EQ(json::parse(post("gotify", delivery).body).at("priority"), 8);
    EXPECT_EQ(json::parse(post("pushover", delivery).body).at("priority"), 1);
    delivery.alert.urgency = Urgency::low;
    EXPECT_EQ(json::parse(post("ntfy", delivery).body).at("priority"), 2);
    EXPECT_EQ(json::parse(post("telegram", delivery).body).at("disable_notification"), true);
}

TEST(AskedInBody, reads_every_services_429) {
    struct Row {
        char const* body;
        std::optional<std::chrono::milliseconds> expected;
    };
    for (auto const& [body, expected] : {
             Row{R"({"message":"You are being rate limited.","retry_after":64.57,"global":false})", 64570ms},
             Row{R"({"ok":false,"error_code":429,"parameters":{"retry_after":15}})", 15s},
             Row{R"({"errcode":"M_LIMIT_EXCEEDED","error":"x","retry_after_ms":2000})", 2s},
             Row{R"({"code":42901,"http":429,"error":"limit reached"})", std::nullopt},
             Row{R"({"code":42908,"http":429,"error":"daily"})", 16h},
             Row{R"({"retry_after":-1})", std::nullopt},
             Row{R"({"retry_after":"15"})", std::nullopt},
             Row{R"({"retry_after":1e300})", 168h},
             Row{R"([{"retry_after":1}])", std::nullopt},
             Row{"rate_limited", std::nullopt},
             Row{"", std::nullopt},
         }) {
        SCOPED_TRACE(body);
        EXPECT_EQ(sink::asked_in_body(body, eight), expected);
    }
}

class PresetSink : public testing::Test {
  protected:
    DeliveryOutcome deliver(std::string_view preset, net::Exchanged answer) {
        config::SinkSettings settings;
        settings.name = SinkName{"phone"};
        settings.type = std::string(preset);
        settings.settings = settings_of(preset);
        boost::asio::io_context io{1};
        test::FakeHttp http;
        http.answers.push_back(std::move(answer));
        sink::Surroundings const surroundings{io.get_executor(), http, nullptr, {}, [] { return eight; }};
        auto const sink = sink::make_sink(settings, surroundings);
        auto future = boost::asio::co_spawn(io, sink->deliver({test::ordinary()}), boost::asio::use_future);
        io.run();
        return future.get();
    }

    static net::Response response(int status, std::string body, net::Headers headers = {}) {
        net::Response one;
        one.status = status;
        one.body = std::move(body);
        one.headers = std::move(headers);
        return one;
    }
};

TEST_F(PresetSink, waits_as_long_as_header_or_body_ask) {
    auto const after = [&](std::string body, net::Headers headers) {
        return std::get<RetryLater>(deliver("discord", response(429, std::move(body), std::move(headers)))).after;
    };
    EXPECT_EQ(after(R"({"retry_after":64.5})", {{"Retry-After", "60"}}), 64500ms);
    EXPECT_EQ(after(R"({"retry_after":0.3})", {{"Retry-After", "60"}}), 60s);
    EXPECT_EQ(after("", {{"X-RateLimit-Reset-After", "1.5"}}), 1500ms);
    EXPECT_EQ(after("", {}), std::nullopt);
}

TEST_F(PresetSink, is_disabled_by_410_alone) {
    EXPECT_TRUE(std::get<Rejected>(deliver("slack", response(410, "no_service"))).disable_sink);
    EXPECT_FALSE(std::get<Rejected>(deliver("discord", response(404, ""))).disable_sink);
    EXPECT_FALSE(std::get<Rejected>(deliver("telegram", response(403, ""))).disable_sink);
}

TEST_F(PresetSink, never_tells_its_token) {
    net::Failure failure;
    failure.reason = "no answer from /bott0ken/sendMessage";
    EXPECT_THAT(std::get<RetryLater>(deliver("telegram", failure)).reason, Not(HasSubstr("t0ken")));
    EXPECT_THAT(std::get<Rejected>(deliver("pushover", response(400, "bad us3r t0ken"))).reason,
                testing::AllOf(Not(HasSubstr("t0ken")), Not(HasSubstr("us3r"))));
}

TEST(RateOf, is_the_users_else_the_services) {
    config::SinkSettings settings;
    settings.type = "slack";
    EXPECT_EQ(sink::rate_of(settings), (config::Rate{1, 1100ms}));
    settings.rate = config::Rate{30, 60s};
    EXPECT_EQ(sink::rate_of(settings), (config::Rate{30, 60s}));
    settings.rate.reset();
    settings.type = "telegram";
    settings.settings = settings_of("telegram");
    EXPECT_EQ(sink::rate_of(settings), (config::Rate{20, 60s}));
    settings.type = "webhook";
    EXPECT_EQ(sink::rate_of(settings), std::nullopt);
}

}  // namespace
