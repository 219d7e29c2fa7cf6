// SPDX-License-Identifier: MIT
#include "base/uri.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

TEST(ParseUri, keeps_path_and_query_byte_for_byte) {  // A-48
    auto const uri = parse_uri("HTTPS://Example.ORG/a%2Fb?b=2&a=1&&x=%41");

    ASSERT_TRUE(uri);
    EXPECT_EQ(uri->scheme, "https");
    EXPECT_EQ(uri->host, "example.org");
    EXPECT_EQ(uri->port, 443);
    EXPECT_EQ(uri->target, "/a%2Fb?b=2&a=1&&x=%41");
    EXPECT_EQ(uri->text(), "https://example.org/a%2Fb?b=2&a=1&&x=%41");
}

TEST(ParseUri, writes_the_canonical_text) {
    struct Case {
        std::string_view input;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"http://example.org", "http://example.org/"},
        {"http://example.org?x", "http://example.org/?x"},
        {"http://example.org#f", "http://example.org/#f"},
        {"http://example.org:80/", "http://example.org/"},
        {"http://example.org:443/", "http://example.org:443/"},
        {"https://example.org:/x", "https://example.org/x"},
        {"https://example.org:8443/x", "https://example.org:8443/x"},
        {"  https://example.org/x \n", "https://example.org/x"},
        {"https://user:pa%20ss@example.org/x", "https://example.org/x"},
        {"https://example.org/a/../b/./c", "https://example.org/a/../b/./c"},
        {"https://example.org//a//", "https://example.org//a//"},
        {"https://example.org/?", "https://example.org/?"},
        {"https://example.org/a?b?c/d", "https://example.org/a?b?c/d"},
        {"https://example.org/ü?ö", "https://example.org/%C3%BC?%C3%B6"},
        {"https://example.org/\"<>\\^`{|}", "https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D"},
        {"https://example.org/x?a[]=1", "https://example.org/x?a%5B%5D=1"},
        {"https://example.org/100%", "https://example.org/100%"},
        {"https://example.org/it's(1)*!$&+,;=:@", "https://example.org/it's(1)*!$&+,;=:@"},
        {"https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x"},
        {"https://[::1]/", "https://[::1]/"},
        {"http://0x7f.1/feed", "http://127.0.0.1/feed"},
        {"https://bücher.example/x", "https://xn--bcher-kva.example/x"},
        {"feed://example.org/rss", "https://example.org/rss"},
        {"feed:example.org/rss", "https://example.org/rss"},
        {"FEED:https://example.org/rss", "https://example.org/rss"},
        {"feed:http://example.org/rss", "http://example.org/rss"},
        {"feed://http://example.org/rss", "http://example.org/rss"},
        {"file:///srv/feed.xml", "file:///srv/feed.xml"},
        {"file://localhost/srv/feed.xml", "file:///srv/feed.xml"},
        {"file:/srv/my%20feed.xml", "file:///srv/my%20feed.xml"},
        {"file:///srv/100%2500.xml", "file:///srv/100%2500.xml"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        auto const uri = parse_uri(c.input);
        EXPECT_TRUE(uri) << uri.error().reason;
        if (uri) {
            EXPECT_EQ(uri->text(), c.expected);
        }
    }
}

TEST(ParseUri, says_what_is_wrong) {
    struct Case {
        std::string input;
        std::string_view reason;
    };
    std::vector<Case> const cases{
        {"", "is empty"},
        {"   ", "is empty"},
        {"https://example.org/a b", "has a space inside"},
        {"https://exa mple.org/", "has a space inside"},
        {"https://example.org/a\tb", "has a control character inside"},
        {"https://example.org/a\r\nX-Y: z", "has a control character inside"},
        {std::string("https://example.org/\0x", 22), "has a control character inside"},
        {"example.org/feed", "has no scheme: it must begin with https://, http:// or file://"},
        {"/feed", "has no scheme: it must begin with https://, http:// or file://"},
        {"//example.org/feed", "has no scheme: it must begin with https://, http:// or file://"},
        {"ftp://example.org/", "has the scheme ftp, which is none of http, https, file"},
        {"javascript:alert(1)", "has the scheme javascript, which is none of http, https, file"},
        {"feed:feed:https://example.org/", "has a port that is not a number from 1 to 65535"},
        {"https:", "has no host"},
        {"https://", "has no host"},
        {"https:///x", "has no host"},
        {"https:example.org", "has no host"},
        {"https://user@/x", "has no host"},
        {"https://:443/x", "has no host"},
        {"https://example.org:0/", "has a port that is not a number from 1 to 65535"},
        {"https://example.org:65536/", "has a port that is not a number from 1 to 65535"},
        {"https://example.org:+80/", "has a port that is not a number from 1 to 65535"},
        {"https://example.org:8x/", "has a port that is not a number from 1 to 65535"},
        {"https://good.example\\@evil.example/", "has a backslash in its host"},
        {"https://[::1/", "has an IPv6 address that cannot be read"},
        {"https://1.2.3.999/", "has an IPv4 address that cannot be read"},
        {"file://server/x", "is a file address that names another host"},
        {"file:x", "is a file address without an absolute path"},
        {"file:///srv/feed.xml%00", "has a zero byte (%00) inside"},
        {"file:///srv/feed.xml?a%00", "has a zero byte (%00) inside"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        auto const uri = parse_uri(c.input);
        EXPECT_FALSE(uri) << uri->text();
        if (!uri) {
            EXPECT_EQ(uri.error().reason, c.reason);
        }
    }
}

TEST(ParseUri, takes_credentials_out) {  // A-59
    auto const uri = parse_uri("https://j%40ne:s3%3Acr%40et@example.org/x");

    ASSERT_TRUE(uri);
    EXPECT_EQ(uri->username, "j@ne");
    EXPECT_EQ(uri->password, "s3:cr@et");
    EXPECT_EQ(uri->host, "example.org");
    EXPECT_EQ(uri->text().find("s3"), std::string::npos);
    EXPECT_EQ(parse_uri("https://a@b@example.org/")->username, "a@b");
    EXPECT_EQ(parse_uri("https://:only@example.org/")->password, "only");
}

TEST(Uri, names_its_origin_and_authority) {
    auto const plain = *parse_uri("https://example.org/x");
    auto const odd = *parse_uri("http://[::1]:8080/x");

    EXPECT_EQ(plain.origin(), "https://example.org");
    EXPECT_EQ(plain.authority(), "example.org");
    EXPECT_EQ(odd.origin(), "http://[::1]:8080");
    EXPECT_EQ(odd.authority(), "[::1]:8080");
}

TEST(ParseUri, of_its_own_text_changes_nothing) {
    for (auto const* const text : {"http://[::1]:81/a%20b?c[]=ü#d e", "file:///x?y", "https://faß.de/\\"}) {
        std::string spelled(text);
        std::erase(spelled, ' ');
        auto const once = *parse_uri(spelled);
        EXPECT_EQ(*parse_uri(once.text()), once);
    }
}

TEST(ResolveUri, follows_rfc_3986_section_5_4) {
    struct Case {
        std::string_view reference;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.reference);
        EXPECT_EQ(resolve_uri("http://a/b/c/d;p?q", c.reference), c.expected);
    }
}

TEST(ResolveUri, is_tolerant_as_feeds_need_it) {
    struct Case {
        std::string_view base;
        std::string_view reference;
        std::optional<std::string> expected;
    };
    std::vector<Case> const cases{
        {"", "https://example.org/x", "https://example.org/x"},
        {"", "HTTPS://Example.org", "HTTPS://Example.org"},
        {"", "  https://example.org/a b\n", "https://example.org/a%20b"},
        {"", "https://example.org/a\n  b", "https://example.org/a%20%20b"},
        {"", "https://example.org/ü?ß#é", "https://example.org/%C3%BC?%C3%9F#%C3%A9"},
        {"", "https://bücher.example/x", "https://xn--bcher-kva.example/x"},
        {"", "https://u@bücher.example:81/x", "https://u@xn--bcher-kva.example:81/x"},
        {"", "https://example.org/a%2Fb?x[]=%41&&", "https://example.org/a%2Fb?x[]=%41&&"},
        {"", "https://[::1]:8080/x", "https://[::1]:8080/x"},
        {"", "mailto:a@b.example", "mailto:a@b.example"},
        {"", "javascript:alert(\"1\")", "javascript:alert(%221%22)"},
        {"", "relative", std::nullopt},
        {"", "", std::nullopt},
        {"", "//example.org/x", std::nullopt},
        {"also/relative", "x", std::nullopt},
        {"mailto:a@b.example", "x", std::nullopt},
        {"https://example.org", "x", "https://example.org/x"},
        {"https://example.org", "?x", "https://example.org?x"},
        {"https://example.org/feed/", "//cdn.example/x", "https://cdn.example/x"},
        {"https://example.org/a/b", "\\x", "https://example.org/a/%5Cx"},
        {"file:///srv/feeds/a.xml", "b.html", "file:///srv/feeds/b.html"},
        {"https://example.org/a", "https://example.org", "https://example.org"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.reference);
        EXPECT_EQ(resolve_uri(c.base, c.reference), c.expected);
    }
}

TEST(IsHttpUri, is_true_for_links_alone) {
    for (auto const* const text : {"https://example.org", "HTTP://example.org/x", "https://[::1]/"})
        EXPECT_TRUE(is_http_uri(text)) << text;
    for (auto const* const text :
         {"", "file:///etc/passwd", "javascript:alert(1)", "feed://example.org/", "//example.org", "https:", "https://",
          "data:text/html,x", "https://a b/", "mailto:a@b.example"})
        EXPECT_FALSE(is_http_uri(text)) << text;
}

}  // namespace
}  // namespace feedherald
