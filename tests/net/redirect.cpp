// SPDX-License-Identifier: MIT
// A-60..A-63: where a redirect leads, without a network.
#include "net/redirect.hpp"

#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

RedirectChain chain_from(char const* url, int most = 10) {
    return {*parse_uri(url), most};
}

TEST(Redirect, resolves_every_form_of_location) {
    struct {
        char const* location;
        char const* expected;  ///< empty: refused
    } const cases[] = {
        {"https://b.example/x", "https://b.example/x"},
        {"/x?y=1&&z", "https://a.example/x?y=1&&z"},
        {"x", "https://a.example/dir/x"},
        {"../x", "https://a.example/x"},
        {"?q", "https://a.example/dir/feed?q"},
        {"//b.example/x", "https://b.example/x"},
        {"  /x  ", "https://a.example/x"},
        {"/a b", "https://a.example/a%20b"},
        {"/\xc3\xa9", "https://a.example/%C3%A9"},
        {"/x#part", "https://a.example/x"},
        {"https://user:pw@b.example/x", "https://b.example/x"},
        {"https://b.example:8443/x", "https://b.example:8443/x"},
        {"https://b.example:25/x", ""},
        {"http://a.example/dir/feed", ""},
        {"file:///etc/passwd", ""},
        {"ftp://b.example/x", ""},
        {"javascript:alert(1)", ""},
        {"", ""},
        {"   ", ""},
        {"https:///x", ""},
    };
    for (auto const& [location, expected] : cases) {
        SCOPED_TRACE(location);
        auto chain = chain_from("https://a.example/dir/feed");

        auto const followed = chain.follow(302, location);

        EXPECT_EQ(followed.has_value(), *expected != '\0');
        auto const here = std::string_view(expected).empty() ? "https://a.example/dir/feed" : expected;
        EXPECT_EQ(request_url(chain.here()), here);
        if (!followed) {
            EXPECT_EQ(followed.error().kind, Failure::Kind::redirect);
        }
    }
}

TEST(Redirect, never_goes_from_https_to_http_but_the_other_way) {
    auto up = chain_from("http://a.example/");
    EXPECT_TRUE(up.follow(301, "https://a.example/"));
    EXPECT_FALSE(up.follow(301, "http://a.example/x"));
}

TEST(Redirect, ends_circles_of_one_two_and_three) {
    for (int const length : {1, 2, 3}) {
        SCOPED_TRACE(length);
        auto chain = chain_from("https://a.example/0");
        for (int i = 1; i < length; ++i) ASSERT_TRUE(chain.follow(302, "/" + std::to_string(i)));

        auto const closed = chain.follow(302, "/0");

        ASSERT_FALSE(closed);
        EXPECT_NE(closed.error().reason.find("circle"), std::string::npos);
    }
}

TEST(Redirect, follows_ten_hops_and_refuses_the_eleventh) {
    auto chain = chain_from("https://a.example/0");
    for (int i = 1; i <= 10; ++i) ASSERT_TRUE(chain.follow(302, "/" + std::to_string(i)));
    auto const eleventh = chain.follow(302, "/11");
    ASSERT_FALSE(eleventh);
    EXPECT_EQ(eleventh.error().reason, "more than 10 redirects");
}

TEST(Redirect, is_never_at_home_again_after_another_origin) {
    struct {
        char const* there;
        bool home_there;
    } const cases[] = {{"https://b.example/", false},
                       {"https://a.example:8443/", false},
                       {"https://sub.a.example/", false},
                       {"https://a.example/other", true}};
    for (auto const& [there, home_there] : cases) {
        SCOPED_TRACE(there);
        auto chain = chain_from("https://a.example/feed");
        ASSERT_TRUE(chain.follow(302, there));
        EXPECT_EQ(chain.is_home(), home_there);
        ASSERT_TRUE(chain.follow(302, "https://a.example/back"));
        EXPECT_EQ(chain.is_home(), home_there);
    }
}

TEST(Redirect, is_permanent_only_where_every_hop_is) {
    auto chain = chain_from("https://a.example/");
    EXPECT_FALSE(chain.is_permanent());
    ASSERT_TRUE(chain.follow(301, "/1"));
    ASSERT_TRUE(chain.follow(308, "/2"));
    EXPECT_TRUE(chain.is_permanent());
    ASSERT_TRUE(chain.follow(307, "/3"));
    ASSERT_TRUE(chain.follow(301, "/4"));
    EXPECT_FALSE(chain.is_permanent());
}

TEST(Redirect, shows_no_query_in_its_reasons) {
    auto chain = chain_from("https://a.example/feed?token=sesame");
    auto const closed = chain.follow(302, "https://a.example/feed?token=sesame");
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().reason.find("sesame"), std::string::npos);
}

}  // namespace
}  // namespace feedherald::net
