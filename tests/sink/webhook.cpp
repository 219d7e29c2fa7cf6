// SPDX-License-Identifier: MIT
// The generic webhook as a sink: the exact request, the outcome, and where its secrets never go.
#include "sink/webhook/webhook.hpp"

#include "fake_http.hpp"
#include "samples.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/payload.hpp"
#include "sink/webhook/signature.hpp"

#include <stdexcept>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using test::eight;
using testing::HasSubstr;
using testing::Not;

constexpr char secret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class WebhookSink : public testing::Test {
  protected:
    config::WebhookSettings webhook;
    test::FakeHttp http;
    Instant now = eight;

    WebhookSink() { webhook.url = Secret("https://hooks.example/in?key=s3cr3t"); }

    config::SinkSettings settings() const {
        config::SinkSettings all;
        all.name = SinkName{"hook"};
        all.type = "webhook";
        all.settings = webhook;
        all.ca_file = "/etc/own-ca.pem";
        all.user_agent = "feedherald/9";
        all.proxy = Secret("http://proxy.example:3128");
        return all;
    }

    std::unique_ptr<sink::Sink> make() {
        sink::Surroundings const surroundings{io_.get_executor(), http, nullptr, {}, [this] { return now; }};
        return sink::make_sink(settings(), surroundings);
    }

    DeliveryOutcome deliver(sink::Sink& sink, Delivery const& delivery) {
        auto future = boost::asio::co_spawn(io_, sink.deliver({delivery}), boost::asio::use_future);
        io_.restart();
        io_.run();
        return future.get();
    }

    net::Request sent(Delivery const& delivery) {
        net::Response accepted;
        accepted.status = 204;
        http.answers.emplace_back(accepted);
        auto const sink = make();
        EXPECT_TRUE(std::holds_alternative<Delivered>(deliver(*sink, delivery)));
        return http.requests.back();
    }

  private:
    boost::asio::io_context io_{1};
};

std::string header(net::Request const& request, std::string_view name) {
    for (auto const& [key, value] : request.origin_headers)
        if (key == name) return value.reveal();
    return std::string(net::find(request.headers, name));
}

TEST_F(WebhookSink, posts_the_standard_payload) {
    auto const request = sent(test::ordinary());

    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.uri.host, "hooks.example");
    EXPECT_EQ(request.uri.target, "/in?key=s3cr3t");
    EXPECT_EQ(request.body, sink::standard_payload(test::ordinary()).body);
    EXPECT_EQ(header(request, "content-type"), "application/json");
    EXPECT_EQ(header(request, "User-Agent"), "feedherald/9");
    EXPECT_EQ(header(request, "webhook-id"), test::ordinary().uid);
    EXPECT_EQ(header(request, "webhook-timestamp"), "1795334400");
    EXPECT_EQ(header(request, "webhook-signature"), "");
}

TEST_F(WebhookSink, bounds_the_exchange_and_follows_nothing) {  // C-24
    auto const request = sent(test::ordinary());

    EXPECT_EQ(request.limits.redirects, 0);
    EXPECT_EQ(request.limits.body, kib(64));
    EXPECT_EQ(request.limits.wire, kib(64));
    EXPECT_LE(request.limits.total, std::chrono::seconds{30});
    EXPECT_FALSE(request.reach.allow_private);
    EXPECT_EQ(request.reach.ca_file, "/etc/own-ca.pem");
    EXPECT_EQ(request.reach.proxy.reveal(), "http://proxy.example:3128");
}

TEST_F(WebhookSink, reaches_a_private_address_behind_a_name_by_leave_alone) {
    config::SinkSettings settings;
    settings.allow_private = true;

    EXPECT_TRUE(sink::request_of(settings, {}).reach.allow_private);
    EXPECT_FALSE(sink::request_of({}, {}).reach.allow_private);
}

TEST_F(WebhookSink, signs_every_format_with_every_secret) {
    webhook.secrets = {Secret(secret), Secret("whsec_dGVzdA==")};
    for (auto const format : {config::WebhookSettings::Format::standard, config::WebhookSettings::Format::cloudevents,
                              config::WebhookSettings::Format::custom}) {
        webhook.format = format;
        webhook.body_json = R"({"text":"{title}"})";
        auto const request = sent(test::ordinary());
        EXPECT_EQ(header(request, "webhook-signature"),
                  sink::signature(webhook.secrets, test::ordinary().uid,
                                  std::chrono::floor<std::chrono::seconds>(eight), request.body));
    }
}

TEST_F(WebhookSink, repeats_the_id_and_renews_the_timestamp) {
    webhook.secrets = {Secret(secret)};
    auto const first = sent(test::ordinary());
    now += std::chrono::hours{1};
    auto const second = sent(test::ordinary());

    EXPECT_EQ(header(first, "webhook-id"), header(second, "webhook-id"));
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(header(second, "webhook-timestamp"), "1795338000");
    EXPECT_NE(header(first, "webhook-signature"), header(second, "webhook-signature"));
}

TEST_F(WebhookSink, sends_cloudevents_and_custom_bodies) {
    webhook.format = config::WebhookSettings::Format::cloudevents;
    EXPECT_EQ(header(sent(test::ordinary()), "content-type"), "application/cloudevents+json; charset=UTF-8");

    webhook.format = config::WebhookSettings::Format::custom;
    webhook.body_json = R"({"text":"{feed}: {title:.5}"})";
    EXPECT_EQ(sent(test::ordinary()).body, R"({"text":"The Blog: Größe"})");
}

TEST_F(WebhookSink, sends_the_users_method_and_headers_as_secrets) {
    webhook.method = "PUT";
    webhook.headers = {{"X-Title", Secret("{title}")},
                       {"Authorization", Secret("Bearer abcdef")},
                       {"Content-Type", Secret("application/x-own")},
                       {"Webhook-Id", Secret("mine")}};

    auto const request = sent(test::ordinary());

    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(header(request, "X-Title"), "Größe & Form");
    EXPECT_EQ(header(request, "Authorization"), "Bearer abcdef");
    EXPECT_EQ(header(request, "Content-Type"), "application/x-own");
    EXPECT_EQ(net::find(request.headers, "content-type"), "");
    EXPECT_EQ(net::find(request.headers, "authorization"), "");
    EXPECT_EQ(header(request, "webhook-id"), test::ordinary().uid);
}

TEST_F(WebhookSink, lets_no_feed_text_begin_a_header_line) {
    webhook.headers = {{"X-Title", Secret("{title} {tags} {id} {summary:.100}")}};

    auto const value = header(sent(test::hostile()), "X-Title");

    EXPECT_FALSE(value.empty());
    for (char const c : value) {
        EXPECT_GE(static_cast<unsigned char>(c), 0x20);
        EXPECT_NE(c, 0x7F);
    }
}

TEST_F(WebhookSink, has_no_body_where_the_method_has_none) {
    webhook.method = "GET";
    webhook.secrets = {Secret(secret)};

    auto const request = sent(test::ordinary());

    EXPECT_EQ(request.body, "");
    EXPECT_EQ(header(request, "content-type"), "");
    EXPECT_EQ(
        header(request, "webhook-signature"),
        sink::signature(webhook.secrets, test::ordinary().uid, std::chrono::floor<std::chrono::seconds>(eight), ""));
}

TEST_F(WebhookSink, sends_credentials_of_the_url_as_basic) {
    webhook.url = Secret("https://me:pass%20word@hooks.example/in");

    auto const request = sent(test::ordinary());

    ASSERT_TRUE(request.basic.has_value());
    EXPECT_EQ(request.basic->username, "me");
    EXPECT_EQ(request.basic->password.reveal(), "pass word");
}

TEST_F(WebhookSink, reports_what_the_endpoint_said_but_not_its_own_secrets) {
    webhook.secrets = {Secret(secret)};
    webhook.headers = {{"Authorization", Secret("Bearer abcdef")}};
    net::Response refusal;
    refusal.status = 400;
    refusal.body = std::string("no /in?key=s3cr3t with Bearer abcdef and ") + secret + " here";
    http.answers.emplace_back(refusal);
    auto const sink = make();

    auto const outcome = deliver(*sink, test::ordinary());

    ASSERT_TRUE(std::holds_alternative<Rejected>(outcome));
    EXPECT_EQ(std::get<Rejected>(outcome).reason, "answered 400: no *** with *** and *** here");
}

TEST_F(WebhookSink, quotes_no_part_of_its_address_that_may_be_a_key) {
    webhook.url = Secret("https://hooks.example/services/T0AAAAAAAAAAAAAA/B0/s3cr3t?a=1&key=k3y%2Bk3y");
    auto const reason = [&](std::string body) {
        net::Response refusal;
        refusal.status = 404;
        refusal.body = std::move(body);
        http.answers.emplace_back(refusal);
        return std::get<Rejected>(deliver(*make(), test::ordinary())).reason;
    };

    EXPECT_EQ(reason("no T0AAAAAAAAAAAAAA/B0/s3cr3t"), "answered 404: no ***/B0/***");
    EXPECT_EQ(reason("no \"s3cr3t\", T0AAAAAAAAAAAAAA"), "answered 404: no \"***\", ***");
    EXPECT_EQ(reason("bad key k3y%2Bk3y"), "answered 404: bad key ***");
    EXPECT_EQ(reason("bad key k3y+k3y"), "answered 404: bad key ***");
    EXPECT_EQ(reason("bad a=1&key=k3y%2Bk3y"), "answered 404: bad ***");
    EXPECT_EQ(reason("no services here"), "answered 404: no services here");
}

TEST_F(WebhookSink, quotes_neither_its_basic_credentials_nor_the_beginning_of_a_secret) {
    webhook.url = Secret("https://joe:hunter2@hooks.example/in");
    webhook.headers = {{"X-Key", Secret("0123456789abcdef")}};
    net::Response refusal;
    refusal.status = 400;
    refusal.body = "Basic am9lOmh1bnRlcjI= " + std::string(170, '.') + " 0123456789abcdef";
    http.answers.emplace_back(refusal);
    auto const sink = make();

    auto const reason = std::get<Rejected>(deliver(*sink, test::ordinary())).reason;

    EXPECT_EQ(reason, "answered 400: Basic *** " + std::string(170, '.') + " ***");
}

TEST_F(WebhookSink, quotes_no_beginning_of_a_secret_from_an_answer_that_broke_off) {
    webhook.headers = {{"X-Key", Secret("0123456789abcdef")}};
    net::Failure failure;
    failure.reason = "the connection was closed";
    failure.response.emplace();
    failure.response->status = 400;
    auto const sink = make();
    auto const reason = [&](std::string body) {
        failure.response->body = std::move(body);
        http.answers.emplace_back(failure);
        return std::get<Rejected>(deliver(*sink, test::ordinary())).reason;
    };

    EXPECT_EQ(reason(std::string(190, '.') + " 0123456789abcdef"), "answered 400: " + std::string(190, '.') + " ***");
    EXPECT_EQ(reason("bad key 01234567"), "answered 400: bad key ***");
}

TEST_F(WebhookSink, masks_its_address_in_network_trouble) {
    net::Failure failure;
    failure.reason = "cannot reach https://hooks.example/in?key=s3cr3t";
    http.answers.emplace_back(failure);
    auto const sink = make();

    auto const outcome = deliver(*sink, test::ordinary());

    ASSERT_TRUE(std::holds_alternative<RetryLater>(outcome));
    EXPECT_EQ(std::get<RetryLater>(outcome).reason, "cannot reach ***");
}

// "***.example.com" would tell nobody which server it is.
TEST_F(WebhookSink, names_the_host_that_it_cannot_reach_though_its_path_says_the_same) {
    webhook.url = Secret("https://hook.example.com/in/hook");
    net::Failure failure;
    failure.reason = "the name hook.example.com does not exist";
    http.answers.emplace_back(failure);
    auto const sink = make();

    auto const outcome = deliver(*sink, test::ordinary());

    EXPECT_EQ(std::get<RetryLater>(outcome).reason, "the name hook.example.com does not exist");
}

TEST_F(WebhookSink, delivers_one_by_one) {
    EXPECT_FALSE(make()->batching().merges);
    EXPECT_EQ(make()->obstacle(), std::nullopt);
}

TEST_F(WebhookSink, cannot_be_made_from_values_that_would_never_work_and_does_not_tell_them) {
    auto const refusal = [&] {
        try {
            make();
        } catch (std::runtime_error const& error) {
            return std::string(error.what());
        }
        return std::string("made");
    };

    webhook.secrets = {Secret("whsec_s3cr3t!")};
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("hook"), HasSubstr("base64"), Not(HasSubstr("s3cr3t"))));
    webhook.secrets.clear();
    webhook.headers = {{"X-Own", Secret("{s3cr3t}")}};
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("X-Own"), Not(HasSubstr("s3cr3t"))));
    webhook.headers.clear();
    webhook.format = config::WebhookSettings::Format::custom;
    webhook.body_json = R"({"a":"{titel}"})";
    EXPECT_THAT(refusal(), HasSubstr("{titel}"));
    webhook.body_json.clear();
    webhook.url = Secret("ftp://hooks.example/s3cr3t");
    EXPECT_THAT(refusal(), testing::AllOf(HasSubstr("url"), Not(HasSubstr("s3cr3t"))));
}

TEST(Masked, replaces_every_occurrence) {
    EXPECT_EQ(sink::masked("abcd abcdabcd", {Secret("abcd")}), "*** ******");
    EXPECT_EQ(sink::masked("a b", {Secret("a"), Secret("")}), "a b");
}

TEST(Registry, knows_its_kinds_and_no_others) {
    EXPECT_THAT(sink::kinds(), testing::IsSupersetOf({"console", "desktop", "webhook"}));
    boost::asio::io_context io;
    test::FakeHttp http;
    sink::Surroundings const surroundings{io.get_executor(), http, nullptr, {}, [] { return eight; }};
    config::SinkSettings settings;
    settings.type = "pigeon";
    EXPECT_THROW(sink::make_sink(settings, surroundings), std::runtime_error);
}

}  // namespace
