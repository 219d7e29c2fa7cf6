// SPDX-License-Identifier: MIT
// A-70..A-73: codings, mislabelled ones, cut ones, and bombs.
#include "net/decode.hpp"

#include "net/compress.hpp"

#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

using net_test::brotli;
using net_test::deflate;
using net_test::Wrapping;
using Verdict = Decoder::Verdict;

struct Decoded {
    std::string body;
    Verdict verdict = Verdict::fine;
    bool whole = false;
};

Decoded decode(std::string_view coding, std::string_view wire, std::size_t piece = 1000, Bytes most = mib(20)) {
    Decoder decoder{coding, most};
    Decoded result;
    for (std::size_t at = 0; at < wire.size() && result.verdict == Verdict::fine; at += piece) {
        result.verdict = decoder.feed(wire.substr(at, piece), result.body);
    }
    if (result.verdict == Verdict::fine) result.verdict = decoder.finish(result.body);
    result.whole = decoder.is_whole();
    return result;
}

/** Does not compress better than feeds do. */
std::string document() {
    std::string text = "<?xml version=\"1.0\"?><rss>";
    for (unsigned i = 0; i < 5000; ++i) text += "<item>" + std::to_string(i * 2654435761U) + "</item>";
    return text + "</rss>";
}

TEST(Decoder, takes_off_every_coding_in_pieces_of_any_size) {
    auto const text = document();
    auto const gzip = deflate(text, Wrapping::gzip);
    struct {
        char const* coding;
        std::string wire;
    } const cases[] = {
        {"", text},
        {"identity", text},
        {"gzip", gzip},
        {"GZIP", gzip},
        {"x-gzip", gzip},
        {"br", brotli(text)},
        {"deflate", deflate(text, Wrapping::zlib)},
        {"deflate", deflate(text, Wrapping::raw)},
        {"gzip, br", brotli(gzip)},
        {"br, gzip", deflate(brotli(text), Wrapping::gzip)},
        {" , gzip , identity", gzip},
    };
    for (auto const& [coding, wire] : cases) {
        for (std::size_t const piece : {std::size_t{1}, std::size_t{999}, wire.size()}) {
            SCOPED_TRACE(coding + std::string(" by ") + std::to_string(piece));
            auto const result = decode(coding, wire, piece);
            EXPECT_EQ(result.verdict, Verdict::fine);
            EXPECT_TRUE(result.whole);
            EXPECT_TRUE(result.body == text);
        }
    }
}

TEST(Decoder, refuses_unknown_codings_and_more_than_two) {
    for (auto const* coding : {"zstd", "compress", "gzip, gzip, gzip", "gzip;q=1"}) {
        SCOPED_TRACE(coding);
        EXPECT_EQ(decode(coding, "x").verdict, Verdict::unknown_coding);
    }
}

TEST(Decoder, tolerates_wrong_labels) {
    auto const text = document();
    auto const gzip = deflate(text, Wrapping::gzip);
    struct {
        char const* coding;
        std::string wire;
    } const cases[] = {
        {"gzip", text}, {"br", text}, {"deflate", text}, {"", gzip}, {"identity", gzip}, {"deflate", gzip},
    };
    for (auto const& [coding, wire] : cases) {
        SCOPED_TRACE(coding);
        auto const result = decode(coding, wire);
        EXPECT_TRUE(result.body == text);
        EXPECT_TRUE(result.whole);
    }
}

TEST(Decoder, passes_short_bodies_whatever_their_label) {
    for (auto const* coding : {"", "gzip", "x-gzip"}) {
        for (auto const* body : {"", "a", "ab", "abcd"}) {
            SCOPED_TRACE(std::string(coding) + " " + body);
            auto const result = decode(coding, body);
            EXPECT_EQ(result.body, body);
            EXPECT_TRUE(result.whole);
        }
    }
}

TEST(Decoder, joins_gzip_members_and_ignores_garbage_after_the_last) {
    auto const members = deflate("first ", Wrapping::gzip) + deflate("second", Wrapping::gzip);
    for (std::string const tail : {"", "garbage", "\x1f", "\x1fgarbage"}) {
        for (std::size_t const piece : {std::size_t{1}, std::size_t{1000}}) {
            SCOPED_TRACE(tail + " by " + std::to_string(piece));
            auto const result = decode("gzip", members + tail, piece);
            EXPECT_EQ(result.body, "first second");
            EXPECT_TRUE(result.whole);
        }
    }
}

TEST(Decoder, keeps_the_prefix_of_what_was_cut_off) {
    auto const text = document();
    for (auto const& [coding, wire] : {std::pair{"gzip", deflate(text, Wrapping::gzip)}, std::pair{"br", brotli(text)},
                                       std::pair{"deflate", deflate(text, Wrapping::raw)}}) {
        for (std::size_t cut = 1; cut < wire.size(); cut += 97) {
            SCOPED_TRACE(std::string(coding) + " cut at " + std::to_string(cut));
            auto const result = decode(coding, wire.substr(0, cut));
            EXPECT_EQ(result.verdict, Verdict::fine);
            EXPECT_FALSE(result.whole && cut >= 5);
            if (cut >= 18) {
                EXPECT_TRUE(text.starts_with(result.body));
            }
        }
        auto const half = decode(coding, wire.substr(0, wire.size() / 2));
        EXPECT_GT(half.body.size(), text.size() / 4);
    }
}

TEST(Decoder, keeps_the_prefix_of_what_is_damaged) {
    auto const text = document();
    auto wire = deflate(text, Wrapping::gzip);
    for (auto i = wire.size() / 2; i < wire.size() / 2 + 50; ++i) wire[i] = '\xff';
    auto const result = decode("gzip", wire);
    EXPECT_EQ(result.verdict, Verdict::fine);
    EXPECT_FALSE(result.whole);
    EXPECT_GT(result.body.size(), 1000U);
}

TEST(Decoder, stops_at_the_cap) {
    auto const text = document();
    auto const result = decode("gzip", deflate(text, Wrapping::gzip), 1000, Bytes{10'000});
    EXPECT_EQ(result.verdict, Verdict::too_large);
    EXPECT_EQ(result.body.size(), 10'000U);
    EXPECT_EQ(decode("", text, 1000, Bytes{10'000}).verdict, Verdict::too_large);
    EXPECT_EQ(decode("", text, 1000, Bytes{text.size()}).verdict, Verdict::fine);
}

TEST(Decoder, defuses_bombs_of_every_coding) {
    std::string const zeros(16 * 1024 * 1024, '\0');
    auto const gzip = deflate(zeros, Wrapping::gzip);
    struct {
        char const* coding;
        std::string wire;
    } const cases[] = {
        {"gzip", gzip},
        {"", gzip},
        {"deflate", deflate(zeros, Wrapping::raw)},
        {"br", brotli(zeros)},
        {"gzip, gzip", deflate(gzip, Wrapping::gzip)},
        {"gzip, br", brotli(gzip)},
    };
    for (auto const& [coding, wire] : cases) {
        SCOPED_TRACE(coding);
        auto const result = decode(coding, wire, 16 * 1024);
        EXPECT_EQ(result.verdict, Verdict::bomb);
        EXPECT_LT(result.body.size(), 22U * 1024 * 1024);
    }
}

TEST(Decoder, lets_honest_bodies_of_many_megabytes_through) {
    std::string text;
    while (text.size() < 12 * 1024 * 1024) text += document();
    auto const result = decode("gzip", deflate(text, Wrapping::gzip), 64 * 1024);
    EXPECT_EQ(result.verdict, Verdict::fine);
    EXPECT_TRUE(result.body == text);
}

}  // namespace
}  // namespace feedherald::net
