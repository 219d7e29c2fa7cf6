// SPDX-License-Identifier: MIT
// A-58: HTTP CONNECT and SOCKS 5 with and without credentials; names are the proxy's to look up.
#include "net/harness.hpp"
#include "net/proxy_server.hpp"

#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

using net::Failure;

/** A client that asks the system for no name: with a proxy there is nothing to ask. */
net::ClientOptions without_lookups() {
    net::ClientOptions options;
    options.lookup = [](std::string const& host, net::Family) {
        net::LookupAnswer answer;
        answer.trouble = net::Trouble{Failure::Kind::dns, "looked up " + host};
        return answer;
    };
    return options;
}

std::string proxy_url(ProxyServer const& proxy, std::string const& credentials = {}) {
    return (proxy.speaks_socks() ? "socks5h://" : "http://") + credentials +
           "127.0.0.1:" + std::to_string(proxy.port());
}

TEST(Tunnel, leads_https_and_http_through_either_kind_of_proxy) {
    for (bool const socks : {false, true}) {
        for (bool const tls : {false, true}) {
            SCOPED_TRACE(std::string(socks ? "socks " : "http ") + (tls ? "tls" : "plain"));
            Server server{tls ? with_tls() : ServerOptions{}, [](auto const&) { return ok("feed"); }};
            ProxyServer proxy{{.socks = socks, .target_port = server.port()}};
            Harness harness{without_lookups()};
            auto request = get(server.url("/feed", "feed.test"));
            request.reach.proxy = Secret{proxy_url(proxy)};
            request.origin_headers.emplace_back("Authorization", Secret{"Bearer sesame"});

            auto const answer = harness.fetch(request);

            ASSERT_TRUE(answer) << answer.error().reason;
            EXPECT_EQ(answer->body, "feed");
            EXPECT_EQ(request_line(server.requests()[0]), "GET /feed HTTP/1.1");
            EXPECT_EQ(proxy.asked_for(), "feed.test:" + std::to_string(server.port()));
            // Neither side learns the other's secrets.
            EXPECT_EQ(proxy.greeting().find("sesame"), std::string::npos);
            EXPECT_EQ(proxy.greeting().find("Authorization"), std::string::npos);
        }
    }
}

TEST(Tunnel, shows_its_credentials_to_the_proxy_alone) {
    for (bool const socks : {false, true}) {
        Server server{[](auto const&) { return ok("feed"); }};
        ProxyServer proxy{{.socks = socks, .target_port = server.port(), .username = "me", .password = "p@ss"}};
        Harness harness{without_lookups()};
        auto request = get(server.url("/feed", "feed.test"));
        request.reach.proxy = Secret{proxy_url(proxy, "me:p%40ss@")};
        ASSERT_TRUE(harness.fetch(request)) << socks;
        EXPECT_TRUE(fields(server.requests()[0], "Proxy-Authorization").empty());

        request.reach.proxy = Secret{proxy_url(proxy, "me:sesame@")};
        auto const wrong = harness.fetch(request);
        ASSERT_FALSE(wrong);
        EXPECT_EQ(wrong.error().kind, Failure::Kind::connect);
        EXPECT_NE(wrong.error().reason.find("wants other credentials"), std::string::npos);
        EXPECT_EQ(wrong.error().reason.find("sesame"), std::string::npos);
        request.reach.proxy = Secret{proxy_url(proxy)};
        EXPECT_FALSE(harness.fetch(request));
    }
}

TEST(Tunnel, tells_what_the_proxy_said) {
    for (bool const socks : {false, true}) {
        ProxyServer proxy{{.socks = socks, .refuses = true}};
        Harness harness{without_lookups()};
        auto request = get("https://feed.test/");
        request.reach.proxy = Secret{proxy_url(proxy)};
        auto const answer = harness.fetch(request);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Failure::Kind::connect);
        EXPECT_TRUE(answer.error().reason.starts_with("the proxy 127.0.0.1:")) << answer.error().reason;
    }
    Harness harness{without_lookups()};
    auto request = get("https://feed.test/");
    request.reach.proxy = Secret{"http://127.0.0.1:1"};
    auto const nobody = harness.fetch(request);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().reason, "the proxy 127.0.0.1:1: the server refuses connections");
}

TEST(Tunnel, comes_from_the_environment_and_respects_no_proxy) {
    Server server{[](auto const&) { return ok("feed"); }};
    ProxyServer proxy{{.target_port = server.port()}};
    auto options = without_lookups();
    options.environment = [&](std::string const& name) -> std::optional<std::string> {
        if (name == "http_proxy") return proxy_url(proxy);
        if (name == "no_proxy") return "127.0.0.1";
        return std::nullopt;
    };
    Harness harness{options};
    ASSERT_TRUE(harness.fetch(get(server.url("/", "feed.test"))));
    EXPECT_EQ(proxy.connections(), 1);
    ASSERT_TRUE(harness.fetch(get(server.url("/", "127.0.0.1"))));
    EXPECT_EQ(proxy.connections(), 1);
}

TEST(Tunnel, is_no_way_from_a_public_name_to_a_private_address) {  // C-22
    Server server{[](auto const&) { return moved(302, "http://127.0.0.1:8080/secret"); }};
    ProxyServer proxy{{.target_port = server.port()}};
    Harness harness{without_lookups()};
    auto request = get(server.url("/", "feed.test"));
    request.reach.proxy = Secret{proxy_url(proxy)};
    auto const answer = harness.fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::refused);
    EXPECT_EQ(proxy.connections(), 1);
}

}  // namespace
}  // namespace feedherald::net_test
