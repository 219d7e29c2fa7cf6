// SPDX-License-Identifier: MIT
// whom TLS trusts, what it says when it does not, and sessions that are resumed.
#include "net/harness.hpp"
#include "net/session_cache.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

using net::Failure;

std::string reason_for(ServerOptions const& options, std::string const& host = "localhost") {
    Server server{options, [](auto const&) { return ok("x"); }};
    Harness harness{names({{host, {"127.0.0.1"}}})};
    auto request = get(server.url("/", host));
    request.reach.allow_private = true;
    auto const answer = harness.fetch(request);
    if (answer) return "trusted";
    EXPECT_EQ(answer.error().kind, Failure::Kind::tls);
    EXPECT_TRUE(server.requests().empty());
    return answer.error().reason;
}

TEST(Trust, is_given_to_a_certificate_of_a_known_root_for_this_host) {
    EXPECT_EQ(reason_for(with_tls()), "trusted");
    EXPECT_EQ(reason_for(with_tls(), "127.0.0.1"), "trusted");
    EXPECT_EQ(reason_for(with_tls(), "feed.test"), "trusted");
    Wanted wild;
    wild.names = {"*.wild.test"};
    EXPECT_EQ(reason_for(with_tls(wild), "a.wild.test"), "trusted");
}

TEST(Trust, lets_a_wildcard_stand_for_a_label_with_an_underscore_and_nothing_else_A56) {
    struct {
        std::vector<std::string> names;
        char const* host;
        bool is_trusted;
    } const cases[] = {
        {{"*.pub.test"}, "e_x.pub.test", true},      {{"other.test", "*.pub.test"}, "_ex.pub.test", true},
        {{"*.pub.test"}, "e_x.pub.test.", true},     {{"e_x.pub.test"}, "e_x.pub.test", true},
        {{"other.pub.test"}, "e_x.pub.test", false}, {{"exx.pub.test"}, "e_x.pub.test", false},
        {{"e-x.pub.test"}, "e_x.pub.test", false},   {{"pub.test"}, "e_x.pub.test", false},
        {{".pub.test"}, "e_x.pub.test", false},      {{"*.test"}, "e_x.test", false},
        {{"*.test"}, "e_x.pub.test", false},         {{"*.*.test"}, "e_x.pub.test", false},
        {{"e*.pub.test"}, "e_x.pub.test", false},    {{"*x.pub.test"}, "e_x.pub.test", false},
        {{"*.pub.test"}, "a.e_x.pub.test", false},   {{"*.other.test"}, "e_x.pub.test", false},
        {{"a.*.pub.test"}, "a.e_x.pub.test", false},
    };
    for (auto const& [wanted_names, host, is_trusted] : cases) {
        SCOPED_TRACE(wanted_names.back() + " for " + host);
        Wanted wanted;
        wanted.names = wanted_names;
        auto const reason = reason_for(with_tls(wanted), host);
        EXPECT_EQ(reason == "trusted", is_trusted) << reason;
        if (!is_trusted) {
            EXPECT_THAT(reason, testing::EndsWith(", not for " + std::string(host)));
        }
    }
    Wanted wild;
    wild.names = {"*.pub.test"};
    wild.valid_to_days = -1;
    EXPECT_THAT(reason_for(with_tls(wild), "e_x.pub.test"), testing::StartsWith("certificate has expired"));
    ServerOptions self_signed;
    wild.valid_to_days = 30;
    self_signed.certificate = make_certificate(wild);
    EXPECT_NE(reason_for(self_signed, "e_x.pub.test"), "trusted");
    Wanted stranger;
    stranger.is_authority = true;
    stranger.common_name = "Stranger";
    auto const unknown = make_certificate(stranger);
    ServerOptions untrusted;
    untrusted.certificate = make_certificate(wild, &unknown);
    EXPECT_THAT(reason_for(untrusted, "e_x.pub.test"), testing::HasSubstr("issuer is not trusted"));
}

TEST(Trust, is_refused_in_words) {
    Wanted expired;
    expired.valid_to_days = -1;
    EXPECT_THAT(reason_for(with_tls(expired)),
                testing::MatchesRegex("certificate has expired \\(on [0-9]{4}-[0-9]{2}-[0-9]{2}\\)"));
    Wanted future;
    future.valid_from_days = 5;
    EXPECT_THAT(reason_for(with_tls(future)),
                testing::MatchesRegex("certificate is not valid before [0-9]{4}-[0-9]{2}-[0-9]{2}"));
    EXPECT_EQ(reason_for(with_tls(), "other.test"),
              "certificate is for localhost, feed.test, 127.0.0.1, not for other.test");
    Wanted many;
    many.names = {"a.example", "b.example", "c.example", "d.example", "e.example"};
    EXPECT_EQ(reason_for(with_tls(many)),
              "certificate is for a.example, b.example, c.example and 2 more, not for localhost");
    Wanted partial;
    partial.names = {"a*.wild.test", "f*d.test"};
    EXPECT_EQ(reason_for(with_tls(partial), "feed.test"),
              "certificate is for a*.wild.test, f*d.test, not for feed.test");

    ServerOptions self_signed;
    self_signed.certificate = make_certificate({});
    EXPECT_EQ(reason_for(self_signed), "certificate is self-signed");
    Wanted stranger;
    stranger.is_authority = true;
    stranger.common_name = "Stranger\n\x1b[31m";
    auto const unknown = make_certificate(stranger);
    ServerOptions untrusted;
    untrusted.certificate = make_certificate({}, &unknown);
    EXPECT_EQ(reason_for(untrusted), "certificate's issuer is not trusted (Stranger\\n\\x1b[31m)");
    untrusted.chain = unknown.pem();
    EXPECT_EQ(reason_for(untrusted), "certificate's issuer is not trusted (Stranger\\n\\x1b[31m)");
    Wanted weak;
    weak.sha1 = true;
    EXPECT_EQ(reason_for(with_tls(weak)), "certificate is signed with a weak hash, such as SHA-1");
}

TEST(Trust, asks_for_tls_1_2_at_least) {
    auto options = with_tls();
    options.most_tls = TLS1_2_VERSION;
    EXPECT_EQ(reason_for(options), "trusted");
    options.most_tls = TLS1_1_VERSION;
    EXPECT_EQ(reason_for(options), "the server offers only TLS versions older than 1.2");
}

TEST(Trust, tells_a_server_without_tls) {
    Server server{[](auto const&) { return ok("x"); }};
    ServerOptions options;
    options.reads_requests = false;
    Server talker{options, [](auto const&) { return raw("HTTP/1.1 400 Bad Request\r\n\r\n", Reply::After::close); }};
    Harness harness;
    auto const answer = harness.fetch(get("https://localhost:" + std::to_string(talker.port()) + "/"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::tls);
    EXPECT_EQ(answer.error().reason, "the server does not speak TLS on this port");
}

TEST(Trust, comes_from_ca_file_and_from_ssl_cert_file) {
    Server server{with_tls(), [](auto const&) { return ok("x"); }};
    auto request = get(server.url("/"));
    request.reach.ca_file.clear();
    Harness without;
    EXPECT_FALSE(without.fetch(request));
    net::ClientOptions options;
    options.environment = [](std::string const& name) -> std::optional<std::string> {
        if (name == "SSL_CERT_FILE") return test_root_file();
        return std::nullopt;
    };
    Harness with{options};
    EXPECT_TRUE(with.fetch(request));
}

TEST(Trust, says_which_file_cannot_be_read) {
    Server server{with_tls(), [](auto const&) { return ok("x"); }};
    Harness harness;
    auto request = get(server.url("/"));
    request.reach.ca_file = "/nonexistent/ca.pem";
    auto const answer = harness.fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::tls);
    EXPECT_NE(answer.error().reason.find("/nonexistent/ca.pem"), std::string::npos);
    request.reach.ca_file = temporary_file("empty.pem", "no certificate\n");
    EXPECT_FALSE(harness.fetch(request));
}

TEST(Trust, follows_a_ca_file_that_changes_on_disk) {
    Server server{with_tls(),
                  [](auto const&) { return raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"); }};
    Harness harness;
    Wanted stranger;
    stranger.is_authority = true;
    auto request = get(server.url("/"));
    request.reach.ca_file = temporary_file("changing.pem", make_certificate(stranger).pem());
    EXPECT_FALSE(harness.fetch(request));
    temporary_file("changing.pem", test_root().pem());
    std::filesystem::last_write_time(request.reach.ca_file,
                                     std::filesystem::file_time_type::clock::now() + std::chrono::seconds{5});
    EXPECT_TRUE(harness.fetch(request));
}

TEST(ServerName, is_sent_for_names_and_never_for_addresses) {
    Server server{with_tls(), [](auto const&) { return ok("x"); }};
    Harness harness{names({{"feed.test", {"127.0.0.1"}}})};
    auto request = get(server.url("/", "feed.test"));
    request.reach.allow_private = true;
    ASSERT_TRUE(harness.fetch(request));
    EXPECT_EQ(server.server_name(), "feed.test");
    ASSERT_TRUE(harness.fetch(get(server.url("/", "127.0.0.1"))));
    EXPECT_EQ(server.server_name(), "");
}

TEST(ClientCertificate, is_shown_where_one_is_configured) {
    auto options = with_tls();
    options.client_root = test_root_file();
    Server server{options, [](auto const&) { return ok("x"); }};
    Harness harness;
    auto const without = harness.fetch(get(server.url("/")));
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().kind, Failure::Kind::tls);
    EXPECT_EQ(without.error().reason, "the server wants a client certificate (client_cert)");
    auto const mine = make_certificate({}, &test_root());
    auto request = get(server.url("/"));
    request.reach.client_cert = temporary_file("client.pem", mine.pem());
    request.reach.client_key = temporary_file("client.key", mine.key_pem());
    EXPECT_TRUE(harness.fetch(request));
    request.reach.client_key = temporary_file("other.key", make_certificate({}).key_pem());
    auto const mismatched = harness.fetch(request);
    ASSERT_FALSE(mismatched);
    EXPECT_EQ(mismatched.error().kind, Failure::Kind::tls);
    EXPECT_NE(mismatched.error().reason.find("client_key"), std::string::npos);
}

Reply ok_and_close() {
    return raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", Reply::After::close);
}

TEST(Session, is_resumed_by_each_further_connection) {
    for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        auto options = with_tls();
        options.most_tls = version;
        Server server{options, [](auto const&) { return ok_and_close(); }};
        Harness harness;
        for (int i = 0; i < 5; ++i) ASSERT_TRUE(harness.fetch(get(server.url("/"))));
        EXPECT_EQ(server.connections(), 5);
        EXPECT_EQ(server.resumed(), 4) << version;
    }
}

TEST(Handshake, ends_in_the_segment_that_brings_the_request) {
    Server server{with_tls(), [](auto const&) { return ok_and_close(); }};
    Harness harness;
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(harness.fetch(get(server.url("/"))));
    EXPECT_EQ(server.eager(), 5);
}

TEST(Session, is_not_resumed_for_another_host_or_trust) {
    Server server{with_tls(), [](auto const&) { return ok_and_close(); }};
    Harness harness;
    ASSERT_TRUE(harness.fetch(get(server.url("/"))));
    ASSERT_TRUE(harness.fetch(get(server.url("/", "127.0.0.1"))));
    auto untrusting = get(server.url("/"));
    untrusting.reach.ca_file.clear();
    EXPECT_FALSE(harness.fetch(untrusting));
    EXPECT_EQ(server.resumed(), 0);
}

TEST(SessionCache, keeps_the_newest_within_its_bytes_and_gives_each_once) {
    net::SessionCache cache{10};
    cache.put("a", "1234");
    cache.put("b", "1234");
    cache.put("a", "5678");
    cache.put("c", "12");
    EXPECT_EQ(cache.size(), 3U);
    cache.put("d", "1");
    EXPECT_EQ(cache.take("b"), std::nullopt);
    EXPECT_EQ(cache.take("a"), "5678");
    EXPECT_EQ(cache.take("a"), std::nullopt);
    cache.forget("c");
    EXPECT_EQ(cache.take("c"), std::nullopt);
    cache.put("e", "longer than everything");
    EXPECT_EQ(cache.size(), 0U);
}

}  // namespace
}  // namespace feedherald::net_test
