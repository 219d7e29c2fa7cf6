// SPDX-License-Identifier: MIT
// B-31: which spellings of a link are one link.
#include "diff/canonical_link.hpp"

#include <gtest/gtest.h>

namespace feedherald::diff {
namespace {

TEST(CanonicalLink, takes_spellings_apart_into_host_and_rest) {
    struct {
        char const* input;
        char const* host;
        char const* rest;
    } const table[] = {
        {"https://example.org/a", "example.org", "/a"},
        {"http://example.org/a", "example.org", "/a"},
        {"HTTPS://WWW.Example.ORG/A", "example.org", "/A"},
        {"https://example.org:443/a", "example.org", "/a"},
        {"http://example.org:80/a", "example.org", "/a"},
        {"https://example.org:8443/a", "example.org:8443", "/a"},
        {"https://user:word@example.org/a", "example.org", "/a"},
        {"https://example.org./a", "example.org", "/a"},
        {"  https://example.org/a \n", "example.org", "/a"},
        {"https://example.org", "example.org", ""},
        {"https://example.org/", "example.org", ""},
        {"https://example.org/a/", "example.org", "/a"},
        {"https://example.org?a=1", "example.org", "?a=1"},
        {"https://example.org/a?b=2&a=1", "example.org", "/a?b=2&a=1"},
        {"https://example.org/a?utm_source=rss&utm_medium=feed", "example.org", "/a"},
        {"https://example.org/a?utm_source=rss&id=7&fbclid=x", "example.org", "/a?id=7"},
        {"https://example.org/a?", "example.org", "/a"},
        {"https://example.org/a?p=1&&q=2", "example.org", "/a?p=1&q=2"},
        {"https://example.org/a?my_utm_source=1", "example.org", "/a?my_utm_source=1"},
        {"https://example.org/a#comment-1", "example.org", "/a#comment-1"},
        {"https://example.org/a#", "example.org", "/a"},
        {"https://example.org/a#xtor=RSS-3208", "example.org", "/a"},
        {"https://example.org/a#x?utm_source=1", "example.org", "/a#x?utm_source=1"},
        {"https://[2001:db8::1]/a", "[2001:db8::1]", "/a"},
        {"mailto:someone@example.org", "", "mailto:someone@example.org"},
        {"magnet:?xt=urn:btih:1", "", "magnet:?xt=urn:btih:1"},
        {"/relative", "", "/relative"},
        {"https://", "", ""},
        {"", "", ""},
    };
    for (auto const& [input, host, rest] : table) {
        SCOPED_TRACE(input);
        EXPECT_EQ(canonical_link(input), (CanonicalLink{host, rest}));
    }
}

}  // namespace
}  // namespace feedherald::diff
