// SPDX-License-Identifier: MIT
// What each answer of an endpoint means.
#include "sink/webhook/answer.hpp"

#include "samples.hpp"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using namespace std::chrono_literals;
using sink::judge;
using test::eight;
using testing::HasSubstr;

net::Response response(int status, net::Headers headers = {}, std::string body = "") {
    net::Response one;
    one.status = status;
    one.headers = std::move(headers);
    one.body = std::move(body);
    return one;
}

TEST(Judge, accepts_every_2xx) {
    for (int const status : {200, 201, 202, 204, 299})
        EXPECT_TRUE(std::holds_alternative<Delivered>(judge(response(status), eight))) << status;
}

TEST(Judge, tries_again_after_passing_trouble) {
    for (int const status : {408, 425, 429, 500, 501, 502, 503, 504, 520, 599})
        EXPECT_TRUE(std::holds_alternative<RetryLater>(judge(response(status), eight))) << status;
}

TEST(Judge, takes_other_4xx_and_redirects_as_final) {
    for (int const status : {300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 409, 413, 418, 422, 451}) {
        auto const outcome = judge(response(status), eight);
        auto const* rejected = std::get_if<Rejected>(&outcome);
        ASSERT_NE(rejected, nullptr) << status;
        EXPECT_FALSE(rejected->disable_sink) << status;
        EXPECT_THAT(rejected->reason, HasSubstr(std::to_string(status)));
    }
}

TEST(Judge, hands_on_the_status_for_the_log) {
    EXPECT_EQ(std::get<RetryLater>(judge(response(503), eight)).http_status, 503);
    EXPECT_EQ(std::get<Rejected>(judge(response(404), eight)).http_status, 404);
}

TEST(Judge, disables_the_sink_on_410) {
    auto const outcome = judge(response(410), eight);

    ASSERT_TRUE(std::holds_alternative<Rejected>(outcome));
    EXPECT_TRUE(std::get<Rejected>(outcome).disable_sink);
}

TEST(Judge, quotes_the_beginning_of_the_answer_escaped) {
    auto const outcome = judge(response(400, {}, "bad\r\n\x1b[2J \u202e \xff" + std::string(100000, 'x')), eight);

    auto const& reason = std::get<Rejected>(outcome).reason;
    EXPECT_THAT(reason, HasSubstr("answered 400: bad "));
    EXPECT_LT(reason.size(), 400u);
    for (auto const* bad : {"\x1b", "\n", "\u202e", "\xff"}) EXPECT_EQ(reason.find(bad), std::string::npos);
}

TEST(Judge, hands_on_retry_after) {
    auto const asked = [](int status, char const* value) {
        return std::get<RetryLater>(judge(response(status, {{"retry-after", value}}), eight)).after;
    };
    EXPECT_EQ(asked(429, "120"), 120s);
    EXPECT_EQ(asked(503, "Sun, 22 Nov 2026 08:10:00 GMT"), 10min);
    EXPECT_EQ(asked(500, "soon"), std::nullopt);
    EXPECT_EQ(std::get<RetryLater>(judge(response(500), eight)).after, std::nullopt);
}

//
TEST(RetryAfter, is_seconds_or_any_date_of_http) {
    auto const at = [](char const* value) { return sink::retry_after({{"Retry-After", value}}, eight); };
    EXPECT_EQ(at("0"), 0ms);
    EXPECT_EQ(at(" 30 "), 30s);
    EXPECT_EQ(at("Sunday, 22-Nov-26 08:00:30 GMT"), 30s);
    EXPECT_EQ(at("Sun Nov 22 08:00:30 2026"), 30s);
    EXPECT_EQ(at("Sun, 22 Nov 2026 07:00:00 GMT"), 0ms);
    EXPECT_GE(at("99999999999999999999999999"), 24h);
    EXPECT_EQ(at("120, 240"), 120s) << "two fields that a proxy has joined";
    for (auto const* bad : {"", "-5", "1e3", "1.5", "tomorrow"}) EXPECT_EQ(at(bad), std::nullopt) << bad;
}

TEST(RetryAfter, is_counted_from_the_answers_own_date) {
    net::Headers const headers{{"Date", "Sun, 22 Nov 2026 10:00:00 GMT"},
                               {"Retry-After", "Sun, 22 Nov 2026 10:01:00 GMT"}};

    EXPECT_EQ(sink::retry_after(headers, eight), 1min);
}

TEST(Judge, tries_again_after_network_trouble) {
    for (auto const kind :
         {net::Failure::Kind::offline, net::Failure::Kind::dns, net::Failure::Kind::connect, net::Failure::Kind::tls,
          net::Failure::Kind::timeout, net::Failure::Kind::protocol, net::Failure::Kind::refused}) {
        net::Failure failure;
        failure.kind = kind;
        failure.reason = "broken";
        auto const outcome = judge(net::Exchanged(failure), eight);
        ASSERT_TRUE(std::holds_alternative<RetryLater>(outcome));
        EXPECT_EQ(std::get<RetryLater>(outcome).reason, "broken");
    }
}

TEST(Judge, believes_a_status_even_if_the_rest_of_the_answer_did_not_come) {
    net::Failure failure;
    failure.kind = net::Failure::Kind::too_large;

    failure.response = response(200);
    EXPECT_TRUE(std::holds_alternative<Delivered>(judge(net::Exchanged(failure), eight)));
    failure.response = response(410);
    EXPECT_TRUE(std::holds_alternative<Rejected>(judge(net::Exchanged(failure), eight)));
    failure.response = response(503, {{"Retry-After", "60"}});
    EXPECT_EQ(std::get<RetryLater>(judge(net::Exchanged(failure), eight)).after, 60s);
    failure.response = response(0);
    EXPECT_TRUE(std::holds_alternative<RetryLater>(judge(net::Exchanged(failure), eight)));
}

}  // namespace
