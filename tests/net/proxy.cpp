// SPDX-License-Identifier: MIT
// A-58: which proxy is chosen.
#include "net/proxy.hpp"

#include <map>

#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

using Variables = std::map<std::string, std::string>;

Environment environment(Variables variables) {
    return [variables](std::string const& name) -> std::optional<std::string> {
        auto const found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

std::string chosen(char const* url, char const* setting, Variables const& variables) {
    auto const proxy = proxy_for(*parse_uri(url), Secret{setting}, environment(variables));
    if (!proxy) return "error";
    return *proxy ? (*proxy)->name() : "direct";
}

TEST(ProxyFor, prefers_the_setting_then_lower_case_then_upper_case) {
    struct {
        char const* url;
        char const* setting;
        Variables variables;
        char const* expected;
    } const cases[] = {
        {"https://a.example/", "", {}, "direct"},
        {"https://a.example/", "http://p:1", {{"https_proxy", "http://q:2"}}, "p:1"},
        {"https://a.example/", "direct", {{"https_proxy", "http://q:2"}}, "direct"},
        {"https://a.example/", "", {{"https_proxy", "http://q:2"}, {"HTTPS_PROXY", "http://r:3"}}, "q:2"},
        {"https://a.example/", "", {{"HTTPS_PROXY", "http://r:3"}}, "r:3"},
        {"https://a.example/", "", {{"http_proxy", "http://r:3"}}, "direct"},
        {"http://a.example/", "", {{"http_proxy", "http://r:3"}}, "r:3"},
        {"http://a.example/", "", {{"HTTP_PROXY", "http://r:3"}}, "r:3"},
        {"http://a.example/", "", {{"all_proxy", "socks5h://s:4"}}, "s:4"},
        {"https://a.example/", "", {{"https_proxy", ""}, {"ALL_PROXY", "s:4"}}, "s:4"},
        {"https://a.example/", "", {{"https_proxy", "http://q:2"}, {"no_proxy", "a.example"}}, "direct"},
        {"https://a.example/", "", {{"https_proxy", "http://q:2"}, {"NO_PROXY", "*"}}, "direct"},
        {"https://a.example/",
         "",
         {{"https_proxy", "http://q:2"}, {"no_proxy", "b.example"}, {"NO_PROXY", "*"}},
         "q:2"},
        {"https://a.example/", "http://p:1", {{"no_proxy", "*"}}, "p:1"},
        {"https://a.example/", "https://p:1", {}, "error"},
        {"https://a.example/", "http://p:port", {}, "error"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(std::string(c.url) + " " + c.setting + " " + c.expected);
        EXPECT_EQ(chosen(c.url, c.setting, c.variables), c.expected);
    }
}

TEST(ParseProxy, reads_kind_place_and_credentials) {
    auto const socks = parse_proxy(Secret{"socks5h://me:p%40ss@[::1]"});
    ASSERT_TRUE(socks);
    EXPECT_EQ(socks->kind, Proxy::Kind::socks5h);
    EXPECT_EQ(socks->name(), "[::1]:1080");
    EXPECT_EQ(socks->username, "me");
    EXPECT_EQ(socks->password.reveal(), "p@ss");
    EXPECT_EQ(parse_proxy(Secret{"socks5h://p:80"})->port, 80);
    EXPECT_EQ(parse_proxy(Secret{"http://p:3128/"})->port, 3128);
}

TEST(ParseProxy, repeats_no_credentials_in_its_errors) {
    for (auto const* text : {"ftp://me:sesame@p:1", "http://me:sesame@p:99999", "http://me:sesame@"}) {
        auto const proxy = parse_proxy(Secret{text});
        ASSERT_FALSE(proxy);
        EXPECT_EQ(proxy.error().reason.find("sesame"), std::string::npos);
    }
}

TEST(IsExempt, understands_the_forms_of_no_proxy) {
    struct {
        char const* list;
        char const* host;
        std::uint16_t port;
        bool expected;
    } const cases[] = {
        {"example.org", "example.org", 443, true},
        {"example.org", "a.example.org", 443, true},
        {".example.org", "a.example.org", 443, true},
        {".example.org", "example.org", 443, true},
        {"*.example.org", "a.example.org", 443, true},
        {"example.org", "badexample.org", 443, false},
        {"EXAMPLE.org", "example.org", 443, true},
        {"example.org:8080", "example.org", 8080, true},
        {"example.org:8080", "example.org", 443, false},
        {"a, b ,example.org", "example.org", 443, true},
        {"a b example.org", "example.org", 443, true},
        {"127.0.0.1", "127.0.0.1", 80, true},
        {"127.0.0.0/8", "127.9.9.9", 80, true},
        {"10.0.0.0/8", "11.0.0.1", 80, false},
        {"fd00::/8", "fd12::1", 80, true},
        {"[::1]:80", "::1", 80, true},
        {"::1", "::1", 80, true},
        {"::1", "0:0:0:0:0:0:0:1", 80, true},
        {"*", "anything", 80, true},
        {"", "anything", 80, false},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(std::string(c.list) + " / " + c.host);
        EXPECT_EQ(is_exempt(c.list, c.host, c.port), c.expected);
    }
}

}  // namespace
}  // namespace feedherald::net
