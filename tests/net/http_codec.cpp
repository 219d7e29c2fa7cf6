// SPDX-License-Identifier: MIT
// A-47..A-49, A-53: the bytes of a request, and the heads of answers as servers really send them.
#include "net/http_codec.hpp"

#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

using Kind = Framing::Kind;

TEST(WriteRequest, sends_exactly_what_it_is_given) {
    Outgoing out;
    out.method = "GET";
    out.authority = "feed.example:8443";
    out.target = "/a%2Fb?b=2&a=1&&x=%41";
    out.fields = {{"User-Agent", "u"}, {"If-None-Match", "W/\"x y+==-gzip\""}};

    auto const text = write_request(out);

    ASSERT_TRUE(text);
    EXPECT_EQ(*text,
              "GET /a%2Fb?b=2&a=1&&x=%41 HTTP/1.1\r\nHost: feed.example:8443\r\nUser-Agent: u\r\n"
              "If-None-Match: W/\"x y+==-gzip\"\r\n\r\n");
}

TEST(WriteRequest, announces_the_length_of_a_body_even_when_it_is_empty) {
    Outgoing out;
    out.method = "POST";
    out.authority = "h";
    out.target = "/";
    out.has_body = true;
    EXPECT_EQ(*write_request(out), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
    out.body = "{}";
    EXPECT_EQ(*write_request(out), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(WriteRequest, refuses_fields_that_would_break_out_of_their_line) {
    std::pair<std::string_view, std::string_view> const bad[] = {
        {"X", "a\r\nY: b"}, {"X", "a\nb"}, {"X", std::string_view("a\0b", 3)}, {"X Y", "a"}, {"", "a"}, {"X:", "a"}};
    for (auto const& field : bad) {
        Outgoing out;
        out.method = "GET";
        out.authority = "h";
        out.target = "/";
        out.fields = {field};
        auto const text = write_request(out);
        ASSERT_FALSE(text);
        EXPECT_EQ(text.error().kind, Failure::Kind::refused);
    }
}

TEST(HeadLength, finds_the_empty_line_in_any_pieces) {
    for (std::string const head :
         {"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "HTTP/1.1 200 OK\nA: b\n\n", "HTTP/1.1 200 OK\r\n\r\n"}) {
        auto const all = head + "body";
        for (std::size_t piece = 1; piece <= all.size(); ++piece) {
            std::size_t from = 0;
            std::size_t found = 0;
            for (std::size_t have = piece; found == 0 && have < all.size() + piece; have += piece) {
                found = head_length(std::string_view(all).substr(0, have), from);
            }
            EXPECT_EQ(found, head.size()) << head << " by " << piece;
        }
    }
}

TEST(ReadHead, understands_what_servers_send) {
    struct {
        std::string_view head;
        int status;
        Kind framing;
        std::uint64_t length;
        bool keeps_alive;
    } const cases[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 200 OK\nContent-Length: 5\n\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", 200, Kind::chunked, 0, true},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 200, Kind::chunked, 0, true},
        {"HTTP/1.1 200 OK\r\n\r\n", 200, Kind::until_close, 0, false},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n", 200, Kind::length, 5, false},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: Keep-Alive; x=\"\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n", 200, Kind::length, 5, false},
        {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, Kind::none, 0, true},
        {"HTTP/1.1 204 No Content\r\n\r\n", 204, Kind::none, 0, true},
        {"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", 103, Kind::none, 0, true},
        {"HTTP/1.1 200 OK\r\nno field\r\nBad Name: x\r\nContent-Length: 5\r\n\r\n", 200, Kind::length, 5, true},
        {"HTTP/1.1 200 \xc3\xa9t\xc3\xa9\r\nContent-Length: 5\r\n\r\n", 200, Kind::length, 5, true},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.head);
        auto const head = read_head(c.head, 65536);
        ASSERT_TRUE(head);
        EXPECT_EQ(head->status, c.status);
        EXPECT_EQ(head->framing.kind, c.framing);
        EXPECT_EQ(head->framing.length, c.length);
        EXPECT_EQ(head->keeps_alive, c.keeps_alive);
    }
}

TEST(ReadHead, refuses_what_makes_no_sense) {
    for (std::string_view const head :
         {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "<html>\r\n\r\n"}) {
        SCOPED_TRACE(head);
        auto const read = read_head(head, 65536);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().kind, Failure::Kind::protocol);
    }
}

TEST(ReadHead, one_bad_line_does_not_cost_the_answer_A21_A30) {
    for (std::string const bad : {"X: a\x01z", "X: a\x7fz", "X: a\tb\x1fz", "X: a\rz", "X: a\r\n \x02z"}) {
        SCOPED_TRACE(bad);
        auto const head =
            read_head("HTTP/1.1 429 Slow\x01 down\r\n" + bad + "\r\nY: \ty\r\nRetry-After: 60\r\n\r\n", 65536);
        ASSERT_TRUE(head);
        EXPECT_EQ(head->status, 429);
        EXPECT_EQ(find(head->headers, "Retry-After"), "60");
        EXPECT_EQ(find(head->headers, "Y"), "y");
        EXPECT_EQ(find(head->headers, "X").find('z'), std::string_view::npos);
    }
}

TEST(ReadHead, a_folded_value_may_be_long) {
    std::string head = "HTTP/1.1 200 OK\r\nPolicy: a\r\n";
    for (int i = 0; i < 100; ++i) head += " " + std::string(99, 'b') + "\r\n";
    auto const read = read_head(head + "ETag: \"x\"\r\n\r\n", 65536);
    ASSERT_TRUE(read);
    EXPECT_EQ(find(read->headers, "Policy").size(), 10001U);
    EXPECT_EQ(find(read->headers, "ETag"), "\"x\"");
}

TEST(ReadHead, framing_without_sense_costs_a_document_but_no_refusal_and_no_redirect_A21_A30) {
    for (std::string const field : {"Content-Length: abc", "Content-Length: 5\x01", "Transfer-Encoding: gzip",
                                    "Content-Length: 5\r\nContent-Length: 6"}) {
        SCOPED_TRACE(field);
        auto const fields = field + "\r\nRetry-After: 60\r\n\r\n";
        for (auto const* status : {"302 Found", "429 Busy", "503 Busy", "410 Gone"}) {
            auto const head = read_head(std::string("HTTP/1.1 ") + status + "\r\n" + fields, 65536);
            ASSERT_TRUE(head) << status;
            EXPECT_EQ(find(head->headers, "Retry-After"), "60");
            EXPECT_EQ(head->framing.kind, Kind::until_close);
            EXPECT_FALSE(head->keeps_alive);
        }
        EXPECT_FALSE(read_head("HTTP/1.1 200 OK\r\n" + fields, 65536));
    }
}

TEST(ReadHead, keeps_field_values_byte_for_byte) {
    auto const head = read_head(
        "HTTP/1.1 200 OK\r\nETag: W/\"x y+==-gzip\"\r\nX: \"\xc3\xa9\"\r\nY:none\r\nZ: two\r\n  "
        "lines\r\nLast-Modified:  Sunday, 06-Nov-94 08:49:37 GMT \r\n\r\n",
        65536);
    ASSERT_TRUE(head);
    EXPECT_EQ(find(head->headers, "etag"), "W/\"x y+==-gzip\"");
    EXPECT_EQ(find(head->headers, "X"), "\"\xc3\xa9\"");
    EXPECT_EQ(find(head->headers, "y"), "none");
    EXPECT_EQ(find(head->headers, "z"), "two lines");
    EXPECT_EQ(find(head->headers, "last-modified"), "Sunday, 06-Nov-94 08:49:37 GMT");
}

}  // namespace
}  // namespace feedherald::net
