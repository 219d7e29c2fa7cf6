// SPDX-License-Identifier: MIT
// where a body ends, however it is cut into pieces.
#include "net/body_framing.hpp"

#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

using Kind = Framing::Kind;

struct Read {
    std::string body;
    std::size_t taken = 0;
    bool done = false;
    bool broken = false;
    bool whole_when_clean = false;
};

Read read(Framing framing, std::string_view bytes, std::size_t piece) {
    BodyReader reader{framing};
    Read result;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        auto const part = bytes.substr(at, piece);
        auto const taken = reader.take(part, result.body);
        result.taken += taken;
        if (taken < part.size()) break;
    }
    result.done = reader.is_done();
    result.broken = reader.is_broken();
    result.whole_when_clean = reader.is_whole_at_end(true);
    return result;
}

TEST(BodyReader, reads_chunks_as_servers_write_them) {
    struct {
        std::string_view bytes;
        std::string_view body;
        bool done;
    } const cases[] = {
        {"5\r\nhello\r\n0\r\n\r\n", "hello", true},
        {"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world", true},
        {"A\r\n0123456789\r\n0\r\n\r\n", "0123456789", true},
        {"000a\r\n0123456789\r\n000\r\n\r\n", "0123456789", true},
        {"5  \r\nhello\r\n0  \r\n\r\n", "hello", true},
        {"5;name=\"value\"\r\nhello\r\n0;last\r\n\r\n", "hello", true},
        {"5\nhello\n0\n\n", "hello", true},
        {"5\r\nhello\r\n0\r\nExpires: never\r\nX: y\r\n\r\n", "hello", true},
        {"5\r\nhello\r\n0\r\n", "hello", false},
        {"5\r\nhel", "hel", false},
        {"0\r\n\r\n", "", true},
    };
    for (auto const& [bytes, body, done] : cases) {
        for (std::size_t const piece : {std::size_t{1}, std::size_t{2}, std::size_t{7}, bytes.size()}) {
            SCOPED_TRACE(std::string(bytes) + " by " + std::to_string(piece));
            auto const result = read({Kind::chunked, 0}, bytes, piece);
            EXPECT_EQ(result.body, body);
            EXPECT_EQ(result.done, done);
            EXPECT_FALSE(result.broken);
        }
    }
}

TEST(BodyReader, calls_senseless_chunks_broken_and_keeps_what_came_before) {
    struct {
        std::string_view bytes;
        std::string_view body;
    } const cases[] = {
        {"x\r\n", ""},
        {"\r\n", ""},
        {"-5\r\n", ""},
        {"5\r\nhelloX", "hello"},
        {"fffffffffffffffff\r\n", ""},
        {"0x5\r\nhello\r\n0\r\n\r\n", ""},
        {"5ZZ\r\nhello\r\n0\r\n\r\n", ""},
        {"5\r\nhello\r\n0x0\r\n\r\n", "hello"},
    };
    for (auto const& [bytes, body] : cases) {
        SCOPED_TRACE(bytes);
        auto const result = read({Kind::chunked, 0}, bytes, bytes.size());
        EXPECT_TRUE(result.broken);
        EXPECT_FALSE(result.whole_when_clean);
        EXPECT_EQ(result.body, body);
    }
}

TEST(BodyReader, bounds_what_extensions_and_trailers_may_take) {
    auto const endless = std::string(100'000, 'x');
    EXPECT_TRUE(read({Kind::chunked, 0}, "5;" + endless, 1000).broken);
    EXPECT_TRUE(read({Kind::chunked, 0}, "0\r\nName: " + endless, 1000).broken);
    EXPECT_TRUE(read({Kind::chunked, 0}, std::string(100'000, '0'), 1000).broken);
}

TEST(BodyReader, stops_at_the_announced_length) {
    auto const result = read({Kind::length, 5}, "hello, more", 3);
    EXPECT_EQ(result.body, "hello");
    EXPECT_EQ(result.taken, 5U);
    EXPECT_TRUE(result.done);
}

TEST(BodyReader, is_whole_when_cut_short_only_where_nothing_was_announced) {
    BodyReader by_length{{Kind::length, 5}};
    BodyReader by_chunks{{Kind::chunked, 0}};
    BodyReader by_close{{Kind::until_close, 0}};
    std::string body;
    by_length.take("hel", body);
    by_chunks.take("5\r\nhello\r\n", body);
    by_close.take("hello", body);

    EXPECT_FALSE(by_length.is_whole_at_end(true));
    EXPECT_FALSE(by_chunks.is_whole_at_end(true));
    EXPECT_TRUE(by_close.is_whole_at_end(true));
    EXPECT_FALSE(by_close.is_whole_at_end(false));
}

TEST(BodyReader, expects_nothing_where_there_is_no_body) {
    std::string body;
    BodyReader none{{Kind::none, 0}};
    BodyReader empty{{Kind::length, 0}};
    EXPECT_TRUE(none.is_done());
    EXPECT_TRUE(empty.is_done());
    EXPECT_EQ(none.take("HTTP/1.1", body), 0U);
}

}  // namespace
}  // namespace feedherald::net
