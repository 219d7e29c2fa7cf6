// SPDX-License-Identifier: MIT
// What each preset's service answers, as the services document it, and what that means.
#include "fake_http.hpp"
#include "preset_post.hpp"
#include "samples.hpp"
#include "sink/webhook/asked.hpp"

#include <optional>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using namespace std::chrono_literals;
using test::eight;
using test::settings_of;
using testing::HasSubstr;
using testing::Not;

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
    std::optional<config::PresetSettings> preset_settings;  ///< else the usual ones

    DeliveryOutcome deliver(std::string_view preset, net::Exchanged answer) {
        config::SinkSettings settings;
        settings.name = SinkName{"phone"};
        settings.type = std::string(preset);
        settings.settings = preset_settings ? *preset_settings : settings_of(preset);
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

TEST_F(PresetSink, tells_passing_from_permanent_as_its_service_means_it) {
    enum class Means { accepted, again, never, gone };
    struct Row {
        char const* preset;
        int status;
        char const* body;
        Means means;
        std::optional<std::chrono::milliseconds> after = std::nullopt;
        net::Headers headers = {};
    };
    for (auto const& row : {
             Row{"slack", 200, "ok", Means::accepted},
             Row{"slack", 429, "rate_limited", Means::again, 30s, {{"Retry-After", "30"}}},
             Row{"slack", 400, "invalid_payload", Means::never},
             Row{"slack", 403, "action_prohibited", Means::never},
             Row{"slack", 404, "no_service", Means::never},
             Row{"slack", 410, "channel_is_archived", Means::gone},
             Row{"discord", 200, R"({"id":"1"})", Means::accepted},
             Row{"discord",
                 429,
                 R"({"message":"You are being rate limited.","retry_after":64.57,"global":false})",
                 Means::again,
                 64570ms,
                 {{"Retry-After", "64"}, {"X-RateLimit-Reset-After", "64.57"}}},
             Row{"discord", 404, R"({"message":"Unknown Webhook","code":10015})", Means::never},
             Row{"discord", 502, "<html>", Means::again},
             Row{"mattermost", 200, "ok", Means::accepted},
             Row{"mattermost", 429, "limit exceeded", Means::again, 7s, {{"X-RateLimit-Reset", "7"}}},
             Row{"mattermost", 400, R"({"id":"web.incoming_webhook.text.app_error","status_code":400})", Means::never},
             Row{"telegram", 200, R"({"ok":true})", Means::accepted},
             Row{"telegram", 429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":15}})", Means::again,
                 15s},
             Row{"telegram", 403, R"({"ok":false,"error_code":403,"description":"bot was blocked"})", Means::never},
             Row{"telegram", 400, R"({"ok":false,"parameters":{"migrate_to_chat_id":-100}})", Means::never},
             Row{"matrix", 200, R"({"event_id":"$1"})", Means::accepted},
             Row{"matrix", 429, R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2000})", Means::again, 2s},
             Row{"matrix", 429, R"({"errcode":"M_LIMIT_EXCEEDED"})", Means::again, 3s, {{"Retry-After", "3"}}},
             Row{"matrix", 401, R"({"errcode":"M_UNKNOWN_TOKEN"})", Means::never},
             Row{"teams", 202, "", Means::accepted},
             Row{"teams", 413, "Request Entity too large", Means::never},
             Row{"teams", 429, "", Means::again},
             Row{"ntfy", 200, R"({"id":"x"})", Means::accepted},
             Row{"ntfy", 429, R"({"code":42901,"http":429,"error":"limit reached"})", Means::again},
             Row{"ntfy", 429, R"({"code":42908,"http":429,"error":"daily quota"})", Means::again, 16h},
             Row{"ntfy", 403, R"({"code":40301,"http":403})", Means::never},
             Row{"gotify", 200, R"({"id":1})", Means::accepted},
             Row{"gotify", 401, R"({"error":"Unauthorized","errorCode":401})", Means::never},
             Row{"pushover", 200, R"({"status":1})", Means::accepted},
             Row{"pushover", 429, R"({"status":0})", Means::again, 1h, {{"X-Limit-App-Reset", "1795338000"}}},
             Row{"pushover", 400, R"({"status":0,"errors":["user identifier is invalid"]})", Means::never},
             Row{"googlechat", 200, "{}", Means::accepted},
             Row{"googlechat", 429, R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}})", Means::again},
             Row{"homeassistant", 200, "", Means::accepted},
             Row{"homeassistant", 307, "", Means::never},
             Row{"homeassistant", 425, "", Means::again},
         }) {
        SCOPED_TRACE(std::string(row.preset) + " " + std::to_string(row.status) + " " + row.body);
        auto const outcome = deliver(row.preset, response(row.status, row.body, row.headers));
        auto const* later = std::get_if<RetryLater>(&outcome);
        auto const* rejected = std::get_if<Rejected>(&outcome);
        EXPECT_EQ(std::holds_alternative<Delivered>(outcome), row.means == Means::accepted);
        EXPECT_EQ(later != nullptr, row.means == Means::again);
        EXPECT_EQ(rejected != nullptr && !rejected->disable_sink, row.means == Means::never);
        EXPECT_EQ(rejected != nullptr && rejected->disable_sink, row.means == Means::gone);
        EXPECT_EQ(later != nullptr ? later->after : std::nullopt, row.after);
    }
}

TEST_F(PresetSink, rests_when_its_service_says_that_nothing_is_left_of_the_window) {
    auto const rest = [&](net::Headers headers) {
        return std::get<Delivered>(deliver("discord", response(200, "", std::move(headers)))).rest;
    };
    EXPECT_EQ(rest({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset-After", "1.25"}}), 1250ms);
    EXPECT_EQ(rest({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1795334410.5"}}), 10500ms);
    EXPECT_EQ(rest({{"X-RateLimit-Remaining", "1"}, {"X-RateLimit-Reset-After", "1.25"}}), std::nullopt);
    EXPECT_EQ(rest({{"X-RateLimit-Remaining", "0"}}), std::nullopt);
    EXPECT_EQ(rest({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset-After", "nan"}}), std::nullopt);
}

TEST_F(PresetSink, is_disabled_by_410_alone) {
    EXPECT_TRUE(std::get<Rejected>(deliver("slack", response(410, "no_service"))).disable_sink);
    EXPECT_FALSE(std::get<Rejected>(deliver("discord", response(404, ""))).disable_sink);
    EXPECT_FALSE(std::get<Rejected>(deliver("telegram", response(403, ""))).disable_sink);
}

TEST_F(PresetSink, never_tells_a_part_of_an_address_that_is_a_key) {
    preset_settings = settings_of("slack");
    preset_settings->url = Secret("https://hooks.slack.com/services/T0/B0/SECRET");
    preset_settings->url_is_secret = true;
    EXPECT_EQ(std::get<Rejected>(deliver("slack", response(404, "no T0/B0/SECRET"))).reason,
              "answered 404: no T0/B0/***");
}

TEST_F(PresetSink, never_tells_its_token) {
    net::Failure failure;
    failure.reason = "no answer from /bott0ken/sendMessage";
    EXPECT_THAT(std::get<RetryLater>(deliver("telegram", failure)).reason, Not(HasSubstr("t0ken")));
    EXPECT_THAT(std::get<Rejected>(deliver("pushover", response(400, "bad us3r t0ken"))).reason,
                testing::AllOf(Not(HasSubstr("t0ken")), Not(HasSubstr("us3r"))));
}

}  // namespace
