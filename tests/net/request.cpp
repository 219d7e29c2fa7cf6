// SPDX-License-Identifier: MIT
// ..A-50, A-59: what reaches the server, byte for byte, and over which connection.
#include "net/harness.hpp"

#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

using net::Failure;

TEST(Request, holds_the_target_as_written_and_nothing_that_was_not_asked_for) {
    Server server{with_tls(), [](auto const&) { return ok("x"); }};
    Harness harness;

    auto const answer = harness.fetch(get(server.url("/a%2Fb?b=2&a=1&&x=%41#part")));

    ASSERT_TRUE(answer);
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(server.requests()[0],
              "GET /a%2Fb?b=2&a=1&&x=%41 HTTP/1.1\r\nHost: localhost:" + std::to_string(server.port()) +
                  "\r\nUser-Agent: feedherald/test\r\nAccept-Encoding: br, gzip\r\n\r\n");
    EXPECT_EQ(answer->url, server.url("/a%2Fb?b=2&a=1&&x=%41"));
}

TEST(Request, carries_validators_untouched_to_the_url_that_issued_them) {  // A-01..A-04
    Server server{[](auto const&) { return raw("HTTP/1.1 304 Not Modified\r\nETag: \"n\"\r\n\r\n"); }};
    Harness harness;
    for (auto const* etag : {"W/\"x y+==-gzip\"", "abc", "\"\xc3\xa9\""}) {
        auto request = get(server.url("/feed"));
        request.conditional = net::Conditional{server.url("/feed"), etag, "Sunday, 06-Nov-94 08:49:37 GMT"};
        auto const answer = harness.fetch(request);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 304);
        EXPECT_TRUE(answer->complete);
        EXPECT_EQ(net::find(answer->headers, "etag"), "\"n\"");
        EXPECT_EQ(fields(server.requests().back(), "If-None-Match"), std::vector<std::string>{etag});
        EXPECT_EQ(fields(server.requests().back(), "If-Modified-Since"),
                  std::vector<std::string>{"Sunday, 06-Nov-94 08:49:37 GMT"});
    }
    auto request = get(server.url("/other"));
    request.conditional = net::Conditional{server.url("/feed"), "\"x\"", "y"};
    ASSERT_TRUE(harness.fetch(request));
    EXPECT_TRUE(fields(server.requests().back(), "If-None-Match").empty());
    EXPECT_TRUE(fields(server.requests().back(), "If-Modified-Since").empty());
}

TEST(Request, never_carries_an_asterisk_for_a_tag_A03) {
    Server server{[](auto const&) { return ok("x"); }};
    Harness harness;
    auto request = get(server.url("/feed"));
    request.conditional = net::Conditional{server.url("/feed"), "*", "Sunday, 06-Nov-94 08:49:37 GMT"};
    ASSERT_TRUE(harness.fetch(request));
    EXPECT_TRUE(fields(server.requests()[0], "If-None-Match").empty());
    EXPECT_EQ(fields(server.requests()[0], "If-Modified-Since").size(), 1U);
}

TEST(Request, moves_credentials_of_the_url_to_the_authorization_field) {
    Server server{[](auto const&) { return ok("x"); }};
    Harness harness;
    auto const port = std::to_string(server.port());

    auto const answer = harness.fetch(get("http://me:p%40ss@127.0.0.1:" + port + "/feed"));

    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->url, "http://127.0.0.1:" + port + "/feed");
    EXPECT_EQ(request_line(server.requests()[0]), "GET /feed HTTP/1.1");
    EXPECT_EQ(fields(server.requests()[0], "Authorization"), std::vector<std::string>{"Basic bWU6cEBzcw=="});
}

TEST(Request, sends_a_feeds_user_name_and_password) {
    Server server{[](auto const&) { return ok("x"); }};
    Harness harness;
    auto request = get(server.url("/feed"));
    request.basic = net::BasicCredentials{"me", Secret{"p@s"}};
    ASSERT_TRUE(harness.fetch(request));
    EXPECT_EQ(fields(server.requests()[0], "Authorization"), std::vector<std::string>{"Basic bWU6cEBz"});

    request.origin_headers.emplace_back("Authorization", Secret{"Bearer sesame"});
    ASSERT_TRUE(harness.fetch(request));
    EXPECT_EQ(fields(server.requests()[1], "Authorization"), std::vector<std::string>{"Bearer sesame"});
}

TEST(Request, prefers_the_callers_authorization) {
    Server server{[](auto const&) { return ok("x"); }};
    Harness harness;
    auto request = get("http://me:pw@127.0.0.1:" + std::to_string(server.port()) + "/feed");
    request.origin_headers.emplace_back("Authorization", Secret{"Bearer sesame"});
    ASSERT_TRUE(harness.fetch(request));
    EXPECT_EQ(fields(server.requests()[0], "Authorization"), std::vector<std::string>{"Bearer sesame"});
}

TEST(Request, holds_the_users_field_in_the_place_of_ours_A51) {
    Server other{[](auto const&) { return ok("x"); }};
    Server server{[&](auto const&) { return moved(302, other.url("/")); }};
    Harness harness;
    auto request = get(server.url("/feed"));
    request.headers.push_back({"Accept", "*/*"});
    request.origin_headers.emplace_back("accept", Secret{"text/xml"});

    ASSERT_TRUE(harness.fetch(request));

    EXPECT_EQ(fields(server.requests()[0], "Accept"), std::vector<std::string>{"text/xml"});
    EXPECT_EQ(fields(other.requests()[0], "Accept"), std::vector<std::string>{"*/*"}) << "theirs is for their origin";
}

TEST(Request, posts_a_body_larger_than_the_sockets_buffers_as_it_is) {
    for (bool const tls : {false, true}) {
        Server server{tls ? with_tls() : ServerOptions{},
                      [](auto const&) { return raw("HTTP/1.1 204 No Content\r\n\r\n"); }};
        Harness harness;
        auto request = get(server.url("/hook"));
        request.method = "POST";
        request.headers = {{"content-type", "application/json"}};
        while (request.body.size() < 6'000'000) request.body += std::to_string(request.body.size()) + ' ';
        auto const answer = harness.fetch(request);
        ASSERT_TRUE(answer) << tls;
        EXPECT_EQ(answer->status, 204);
        EXPECT_EQ(fields(server.requests()[0], "Content-Length"),
                  std::vector<std::string>{std::to_string(request.body.size())});
        EXPECT_TRUE(server.requests()[0].ends_with("\r\n\r\n" + request.body)) << tls;
    }
}

TEST(Request, with_a_line_break_in_a_header_is_never_sent) {
    Server server{[](auto const&) { return ok("x"); }};
    Harness harness;
    auto request = get(server.url("/"));
    request.origin_headers.emplace_back("X", Secret{"sesame\r\nEvil: 1"});
    auto const answer = harness.fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::refused);
    EXPECT_EQ(answer.error().reason.find("sesame"), std::string::npos);
    EXPECT_EQ(server.connections(), 0);
}

TEST(KeptConnection, serves_the_next_feed_of_the_host) {
    for (bool const tls : {false, true}) {
        Server server{tls ? with_tls() : ServerOptions{}, [](auto const&) { return ok("x"); }};
        Harness harness;
        for (int i = 0; i < 3; ++i) ASSERT_TRUE(harness.fetch(get(server.url("/" + std::to_string(i)))));
        EXPECT_EQ(server.connections(), 1) << tls;
        EXPECT_EQ(server.requests().size(), 3U);
    }
}

TEST(KeptConnection, is_not_shared_with_another_host_or_trust) {
    Server server{with_tls(), [](auto const&) { return ok("x"); }};
    Harness harness;
    ASSERT_TRUE(harness.fetch(get(server.url("/"))));
    ASSERT_TRUE(harness.fetch(get(server.url("/", "127.0.0.1"))));
    auto other_trust = get(server.url("/"));
    other_trust.reach.ca_file.clear();
    ASSERT_FALSE(harness.fetch(other_trust));
    EXPECT_EQ(server.connections(), 3);
}

TEST(KeptConnection, is_closed_after_its_idle_time) {
    std::atomic<int> requests{0};
    Server server{[&](auto const&) { return ++requests, ok("x"); }};
    net::ClientOptions options;
    options.phases.idle = std::chrono::milliseconds{50};
    Harness harness{options};
    ASSERT_TRUE(harness.fetch(get(server.url("/"))));
    Server slow{[](auto const&) {
        auto reply = ok("slow");
        reply.piece = reply.bytes.size() - 1;
        reply.pause = std::chrono::milliseconds{150};
        return reply;
    }};
    ASSERT_TRUE(harness.fetch(get(slow.url("/"))));
    ASSERT_TRUE(harness.fetch(get(server.url("/"))));
    EXPECT_EQ(server.connections(), 2);
}

TEST(KeptConnection, is_given_up_when_the_answer_says_so_or_ends_by_closing) {
    for (auto const* answer : {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
                               "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
                               "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n"}) {
        SCOPED_TRACE(answer);
        Server server{[&](auto const&) { return raw(answer); }};
        Harness harness;
        for (int i = 0; i < 2; ++i) ASSERT_TRUE(harness.fetch(get(server.url("/"))));
        EXPECT_EQ(server.connections(), 2);
    }
}

/** Answers the first request of each connection and closes at the second, having read it. */
Server::Script closes_at_every_second() {
    auto const count = std::make_shared<int>(0);
    return [count](auto const&) { return ++*count % 2 == 1 ? ok("x") : raw("", Reply::After::close); };
}

TEST(KeptConnection, that_dies_before_the_first_byte_is_replaced_once) {
    Server server{closes_at_every_second()};
    Harness harness;
    ASSERT_TRUE(harness.fetch(get(server.url("/1"))));

    auto const second = harness.fetch(get(server.url("/2")));

    ASSERT_TRUE(second);
    ASSERT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(request_line(server.requests()[1]), "GET /2 HTTP/1.1");
    EXPECT_EQ(request_line(server.requests()[2]), "GET /2 HTTP/1.1");
}

// Receivers that close right after their answer are met at every second delivery.
TEST(KeptConnection, that_dies_under_a_post_is_replaced_once_and_the_post_sent_unchanged) {
    Server server{closes_at_every_second()};
    Harness harness;
    auto post = get(server.url("/hook"));
    post.method = "POST";
    post.headers.emplace_back("webhook-id", "msg_1");
    post.body = "{}";
    ASSERT_TRUE(harness.fetch(post));

    ASSERT_TRUE(harness.fetch(post));

    ASSERT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(request_line(server.requests()[2]), "POST /hook HTTP/1.1");
    EXPECT_EQ(server.requests()[1], server.requests()[2]);
    EXPECT_EQ(server.connections(), 2);
}

TEST(NewConnection, that_closes_unanswered_under_a_post_is_not_tried_again) {
    Server server{[](auto const&) { return raw("", Reply::After::close); }};
    Harness harness;
    auto post = get(server.url("/hook"));
    post.method = "POST";
    EXPECT_FALSE(harness.fetch(post));
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(NewConnection, that_closes_unanswered_is_not_tried_again) {
    Server server{[](auto const&) { return raw("", Reply::After::close); }};
    Harness harness;
    auto const answer = harness.fetch(get(server.url("/")));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::protocol);
    EXPECT_EQ(answer.error().reason, "the server closed the connection without an answer");
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(KeptConnection, that_dies_within_the_answer_is_not_tried_again) {
    int count = 0;
    Server server{[&](auto const&) { return ++count == 1 ? ok("x") : raw("HTTP/1.1 2", Reply::After::close); }};
    Harness harness;
    ASSERT_TRUE(harness.fetch(get(server.url("/"))));
    EXPECT_FALSE(harness.fetch(get(server.url("/"))));
    EXPECT_EQ(server.requests().size(), 2U);
}

}  // namespace
}  // namespace feedherald::net_test
