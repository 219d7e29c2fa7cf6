// SPDX-License-Identifier: MIT
// ..A-74: answers whole, cut, oversized, coded and odd, over a real connection.
#include "net/compress.hpp"
#include "net/harness.hpp"

#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

using net::Failure;

net::Exchanged fetch(Reply const& reply, ServerOptions const& options = {}, net::Limits const& limits = {}) {
    Server server{options, [&](auto const&) { return reply; }};
    Harness harness;
    auto request = get(server.url("/feed"));
    request.limits = limits;
    return harness.fetch(request);
}

std::string chunked(std::string const& body) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + body.substr(0, 5) + "\r\n" + "1F  ;x=y\r\n" +
           body.substr(5, 31) + "\r\n0\r\nETag: \"trailer\"\r\n\r\n";
}

TEST(Answer, is_read_however_its_end_is_told) {
    std::string const body = "<rss>36 bytes in two chunks</rss>...";
    for (bool const tls : {false, true}) {
        for (auto const& reply :
             {ok(body), raw(chunked(body)), raw("HTTP/1.1 200 OK\r\n\r\n" + body, Reply::After::close),
              raw("HTTP/1.0 200 OK\r\n\r\n" + body, Reply::After::close),
              raw("HTTP/1.1 200 OK\nContent-Length: 36\n\n" + body),
              raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
                  "Content-Length: 36\r\n\r\n" +
                  body)}) {
            SCOPED_TRACE(reply.bytes);
            auto const answer = fetch(reply, tls ? with_tls() : ServerOptions{});
            ASSERT_TRUE(answer);
            EXPECT_EQ(answer->status, 200);
            EXPECT_EQ(answer->body, body);
            EXPECT_TRUE(answer->complete);
            EXPECT_EQ(net::find(answer->headers, "ETag"), "");
        }
    }
}

TEST(Answer, may_come_one_byte_at_a_time) {
    auto reply = raw("HTTP/1.1 100 Continue\r\n\r\n" + chunked("<rss>36 bytes in two chunks</rss>..."));
    reply.piece = 1;
    auto const answer = fetch(reply);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "<rss>36 bytes in two chunks</rss>...");
}

TEST(Answer, that_is_cut_is_incomplete_wherever_the_cut_is) {
    std::string body;
    for (int i = 0; i < 2000; ++i) body += "line " + std::to_string(i) + "\n";
    auto const gzip = deflate(body, Wrapping::gzip);
    struct {
        std::string bytes;
        bool coded;
        Reply::After after;
    } const cases[] = {
        {ok(body).bytes, false, Reply::After::close},
        {ok(gzip, "Content-Encoding: gzip\r\n").bytes, true, Reply::After::close},
        {"HTTP/1.1 200 OK\r\n\r\n" + body, false, Reply::After::cut},
    };
    for (auto const& c : cases) {
        auto const head = c.bytes.find("\r\n\r\n") + 4;
        for (auto cut = head + 40; cut < c.bytes.size(); cut += 1024) {
            SCOPED_TRACE(cut);
            auto const answer = fetch(raw(c.bytes.substr(0, cut), c.after), with_tls());
            ASSERT_TRUE(answer);
            EXPECT_FALSE(answer->complete);
            EXPECT_TRUE(body.starts_with(answer->body));
            if (!c.coded) {
                EXPECT_EQ(answer->body.size(), cut - head);
            }
        }
    }
}

TEST(Answer, that_ends_by_closing_is_complete_only_with_close_notify) {
    auto const bytes = "HTTP/1.1 200 OK\r\n\r\nall of it";
    auto const clean = fetch(raw(bytes, Reply::After::close), with_tls());
    auto const cut = fetch(raw(bytes, Reply::After::cut), with_tls());
    ASSERT_TRUE(clean && cut);
    EXPECT_TRUE(clean->complete);
    EXPECT_FALSE(cut->complete);
    EXPECT_EQ(cut->body, "all of it");
}

TEST(Answer, may_have_a_header_of_30_kib_but_not_of_more_than_64) {
    auto const large = fetch(ok("x", "Content-Security-Policy: " + std::string(30 * 1024, 'c') + "\r\n"));
    ASSERT_TRUE(large);
    EXPECT_EQ(net::find(large->headers, "content-security-policy").size(), 30U * 1024);
    auto const huge = fetch(ok("x", "Content-Security-Policy: " + std::string(65 * 1024, 'c') + "\r\n"));
    ASSERT_FALSE(huge);
    EXPECT_EQ(huge.error().kind, Failure::Kind::too_large);
    auto const endless = fetch(raw("HTTP/1.1 200 OK\r\nX: " + std::string(1024 * 1024, 'x')));
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().kind, Failure::Kind::too_large);
}

TEST(Answer, over_a_cap_is_a_failure_that_still_tells_its_header) {
    net::Limits limits;
    limits.wire = kib(10);
    limits.body = kib(100);
    std::string const body(20 * 1024, 'x');
    struct {
        char const* what;
        Reply reply;
    } const cases[] = {
        {"announced", raw("HTTP/1.1 200 OK\r\nRetry-After: 7\r\nContent-Length: 99999999\r\n\r\n", Reply::After::hang)},
        {"counted", raw("HTTP/1.1 200 OK\r\nRetry-After: 7\r\n\r\n" + body, Reply::After::close)},
        {"decoded",
         ok(deflate(std::string(101 * 1024, 'x'), Wrapping::gzip), "Retry-After: 7\r\nContent-Encoding: gzip\r\n")},
    };
    for (auto const& [what, reply] : cases) {
        SCOPED_TRACE(what);
        auto const answer = fetch(reply, {}, limits);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Failure::Kind::too_large);
        ASSERT_TRUE(answer.error().response);
        EXPECT_EQ(net::find(answer.error().response->headers, "retry-after"), "7");
    }
}

TEST(Answer, with_a_bomb_is_refused) {
    auto const bomb = deflate(std::string(16 * 1024 * 1024, '\0'), Wrapping::gzip);
    auto const answer = fetch(ok(bomb, "Content-Encoding: gzip\r\n"), with_tls());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::too_large);
    EXPECT_EQ(answer.error().reason, "the body is a decompression bomb");
}

TEST(Answer, is_decoded_as_its_coding_says) {
    std::string const body = "<rss>some text that is worth the trouble of packing, packing, packing</rss>";
    auto const gzip = deflate(body, Wrapping::gzip);
    struct {
        char const* header;
        std::string wire;
    } const cases[] = {
        {"Content-Encoding: gzip\r\n", gzip},
        {"Content-Encoding: br\r\n", brotli(body)},
        {"Content-Encoding: gzip\r\nContent-Encoding: br\r\n", brotli(gzip)},
        {"Content-Encoding: gzip\r\n", body},
        {"Content-Encoding:\r\n", body},
        {"", gzip},
    };
    for (auto const& [header, wire] : cases) {
        SCOPED_TRACE(header);
        auto const answer = fetch(ok(wire, header));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, body);
        EXPECT_TRUE(answer->complete);
        EXPECT_GE(answer->wire_bytes, wire.size());
    }
    auto const unknown = fetch(ok(body, "Content-Encoding: zstd\r\n"));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().reason, "the body has the unknown content coding zstd");
}

TEST(Answer, of_an_error_brings_at_most_64_kib_of_its_page) {
    for (auto const* header : {"", "Content-Encoding: zstd\r\n"}) {
        auto const answer = fetch(raw("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\n" + std::string(header) + "\r\n" +
                                      std::string(1024 * 1024, 'x')));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 503);
        EXPECT_EQ(net::find(answer->headers, "Retry-After"), "60");
        EXPECT_LE(answer->body.size(), 64U * 1024);
    }
    auto const page = fetch(ok(deflate("not here", Wrapping::gzip), "Content-Encoding: gzip\r\n"));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->body, "not here");
}

TEST(Answer, that_is_not_http_is_told_as_such_and_at_once) {
    for (auto const* bytes : {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "SSH-2.0-OpenSSH_9.2", "\x15\x03\x01", "220 mail\r\n",
                              "HTTP/1.1 100 Continue\r\n\r\nhello"}) {
        SCOPED_TRACE(bytes);
        auto const answer = fetch(raw(bytes, Reply::After::hang));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Failure::Kind::protocol);
        EXPECT_EQ(answer.error().reason, "the server's answer is not HTTP");
    }
}

TEST(Answer, whose_body_starts_hopelessly_is_not_read_to_its_end_B02) {
    net::Limits limits;
    limits.is_hopeless = [](std::string_view start) { return start.starts_with("%PDF"); };
    std::string const pdf = "%PDF-1.4 and more of that kind, for a long time";
    for (auto const& reply : {raw("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + pdf, Reply::After::hang),
                              raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9999999\r\n\r\n" +
                                      deflate(pdf, Wrapping::gzip),
                                  Reply::After::hang)}) {
        auto const answer = fetch(reply, {}, limits);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, pdf);
        EXPECT_FALSE(answer->complete);
    }
    auto const feed = fetch(ok("<rss>%PDF is mentioned</rss>"), {}, limits);
    ASSERT_TRUE(feed);
    EXPECT_TRUE(feed->complete);
}

}  // namespace
}  // namespace feedherald::net_test
