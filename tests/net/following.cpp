// SPDX-License-Identifier: MIT
// ..A-63, C-20..C-23 over real connections: what goes along on a redirect, and where none may lead.
#include "net/harness.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

using net::Failure;

TEST(Following, uses_get_and_counts_permanence) {
    for (int const status : {301, 302, 303, 307, 308}) {
        Server server{[&](auto const& request) {
            return request_line(request) == "GET /a HTTP/1.1" ? moved(status, "/b") : ok("feed");
        }};
        Harness harness;
        auto const answer = harness.fetch(get(server.url("/a")));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->url, server.url("/b"));
        EXPECT_EQ(answer->moved_permanently, status == 301 || status == 308);
        EXPECT_EQ(request_line(server.requests()[1]), "GET /b HTTP/1.1");
        EXPECT_EQ(server.connections(), 1);
    }
}

TEST(Following, leaves_other_statuses_alone) {
    for (int const status : {300, 304, 305, 306}) {
        Server server{[&](auto const&) { return moved(status, "/b"); }};
        Harness harness;
        auto const answer = harness.fetch(get(server.url("/a")));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, status);
    }
}

TEST(Following, fails_with_the_redirect_at_hand) {
    struct {
        char const* location;
        char const* reason;
    } const cases[] = {{"/a", "circle"}, {"file:///etc/passwd", "not http"}, {"", "without a target"}};
    for (auto const& [location, reason] : cases) {
        Server server{[&](auto const&) { return moved(302, location, "Retry-After: 3600\r\n"); }};
        Harness harness;
        auto const answer = harness.fetch(get(server.url("/a")));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Failure::Kind::redirect);
        EXPECT_NE(answer.error().reason.find(reason), std::string::npos) << answer.error().reason;
        ASSERT_TRUE(answer.error().response);
        EXPECT_EQ(net::find(answer.error().response->headers, "Retry-After"), "3600");
        EXPECT_EQ(server.requests().size(), 1U);
    }
}

TEST(Following, keeps_the_status_of_a_redirect_that_leads_to_no_answer_A30) {
    Server silent{[](auto const&) { return raw("", Reply::After::close); }};
    auto const closed = [] { return Server{[](auto const&) { return ok("x"); }}.url("/"); }();
    for (auto const& target :
         {silent.url("/"), closed, std::string("http://nowhere.test/"), silent.url("/", "inside.test")}) {
        SCOPED_TRACE(target);
        ServerOptions options;
        options.address = "127.0.0.9";
        Server server{options, [&](auto const&) { return moved(302, target, "Cache-Control: max-age=86400\r\n"); }};
        Harness harness{names({{"feed.test", {"127.0.0.9"}}, {"inside.test", {"127.0.0.1"}}})};
        auto const answer = harness.fetch(get(server.url("/a", "feed.test")));
        ASSERT_FALSE(answer);
        ASSERT_TRUE(answer.error().response);
        EXPECT_EQ(answer.error().response->status, 302);
        EXPECT_EQ(answer.error().response->url, target);
        EXPECT_TRUE(answer.error().response->headers.empty()) << "they were about the way, not about its end";
    }
}

TEST(Following, stops_where_the_caller_wants_the_redirect_itself) {
    Server server{[](auto const&) { return moved(302, "/b"); }};
    Harness harness;
    auto none = get(server.url("/a"));
    none.limits.redirects = 0;
    auto const answer = harness.fetch(none);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 302);
    auto post = get(server.url("/a"));
    post.method = "POST";
    auto const posted = harness.fetch(post);
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->status, 302);
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Following, waits_as_the_redirect_asks_outside_the_time_limit_A21) {
    Server server{[](auto const& request) {
        return request_line(request) == "GET /a HTTP/1.1" ? moved(302, "/b", "Retry-After: 1\r\n") : ok("feed");
    }};
    Harness harness;
    ASSERT_TRUE(harness.fetch(get(server.url("/a"))));
    EXPECT_GE(harness.took(), std::chrono::seconds{1});
    auto hasty = get(server.url("/a"));
    hasty.limits.total = std::chrono::milliseconds{900};
    ASSERT_TRUE(harness.fetch(hasty)) << "else it would never be followed, at no later poll either";
    EXPECT_GE(harness.took(), std::chrono::seconds{1});
}

TEST(Following, waits_for_five_minutes_at_most_over_all_redirects_A21) {
    Server server{[](auto const& request) {
        return request_line(request) == "GET /a HTTP/1.1" ? moved(302, "/b", "Retry-After: 1\r\n")
                                                          : moved(302, "/c", "Retry-After: 300\r\n");
    }};
    Harness harness;
    auto const answer = harness.fetch(get(server.url("/a")));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, "the server asks to wait before its redirect is followed");
    ASSERT_TRUE(answer.error().response);
    EXPECT_EQ(net::find(answer.error().response->headers, "Retry-After"), "300");
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Following, reads_every_form_of_a_redirects_retry_after_A20_A21) {
    for (auto const* form : {"99999999999", "99999999999999999999999999", "301, 5", "Fri, 31 Dec 9999 23:59:59 GMT"}) {
        SCOPED_TRACE(form);
        Server server{[&](auto const&) { return moved(302, "/b", std::string("Retry-After: ") + form + "\r\n"); }};
        Harness harness;
        auto request = get(server.url("/a"));
        request.limits.total = std::chrono::seconds{2};
        auto const answer = harness.fetch(request);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Failure::Kind::redirect);
        EXPECT_LT(harness.took(), std::chrono::seconds{1});
        EXPECT_EQ(server.requests().size(), 1U);
    }
}

TEST(Following, asks_its_caller_before_each_redirect_outside_the_time_limit_A24_A34) {
    Server server{[](auto const& request) {
        return request_line(request) == "GET /a HTTP/1.1"   ? moved(302, "/b")
               : request_line(request) == "GET /b HTTP/1.1" ? moved(302, "/c")
                                                            : ok("feed");
    }};
    std::vector<std::string> asked;
    bool objects = false;
    Harness harness;
    auto request = get(server.url("/a"));
    request.limits.total = std::chrono::milliseconds{300};
    request.before_redirect = [&](Uri from, Uri to) -> boost::asio::awaitable<std::optional<net::Objection>> {
        asked.push_back(from.target + " to " + to.target);
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, std::chrono::milliseconds{250}};
        co_await timer.async_wait(boost::asio::use_awaitable);
        if (!objects || to.target != "/c") co_return std::nullopt;
        net::Objection const objection{"not now", std::chrono::hours{1}};
        co_return objection;
    };

    EXPECT_TRUE(harness.fetch(request));
    EXPECT_EQ(asked, (std::vector<std::string>{"/a to /b", "/b to /c"}));

    objects = true;
    auto const answer = harness.fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::redirect);
    EXPECT_EQ(answer.error().reason, "not now");
    EXPECT_EQ(answer.error().wait, std::chrono::hours{1});
    ASSERT_TRUE(answer.error().response);
    EXPECT_EQ(answer.error().response->status, 302);
    EXPECT_EQ(server.requests().size(), 5U);
}

TEST(Following, takes_secrets_only_to_the_first_origin_and_never_again) {
    std::string elsewhere;
    Server home{[&](auto const& request) {
        return request_line(request) == "GET /a HTTP/1.1"   ? moved(302, "/b")
               : request_line(request) == "GET /b HTTP/1.1" ? moved(302, elsewhere)
                                                            : ok("feed");
    }};
    Server other{[&](auto const&) { return moved(302, home.url("/back")); }};
    elsewhere = other.url("/x");
    Harness harness;
    auto request = get(home.url("/a"));
    request.origin_headers.emplace_back("Authorization", Secret{"Bearer sesame"});
    request.origin_headers.emplace_back("X-Api-Key", Secret{"sesame"});

    ASSERT_TRUE(harness.fetch(request));

    ASSERT_EQ(home.requests().size(), 3U);
    EXPECT_EQ(fields(home.requests()[0], "X-Api-Key").size(), 1U);
    EXPECT_EQ(fields(home.requests()[1], "Authorization").size(), 1U);
    EXPECT_EQ(other.requests()[0].find("sesame"), std::string::npos);
    EXPECT_EQ(home.requests()[2].find("sesame"), std::string::npos);
    EXPECT_EQ(fields(home.requests()[2], "User-Agent").size(), 1U);
    EXPECT_EQ(fields(other.requests()[0], "Host"),
              std::vector<std::string>{"localhost:" + std::to_string(other.port())});
}

TEST(Following, shows_the_client_certificate_only_to_the_first_origin) {
    auto options = with_tls();
    options.client_root = test_root_file();
    std::string elsewhere;
    Server home{options, [&](auto const&) { return moved(302, elsewhere); }};
    Server other{options, [](auto const&) { return ok("feed"); }};
    elsewhere = other.url("/x");
    auto const mine = make_certificate({}, &test_root());
    Harness harness;
    auto request = get(home.url("/a"));
    request.reach.client_cert = temporary_file("client.pem", mine.pem());
    request.reach.client_key = temporary_file("client.key", mine.key_pem());

    auto const answer = harness.fetch(request);

    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::tls) << "the other server wants one, and is given none";
    EXPECT_EQ(home.requests().size(), 1U);
}

TEST(Following, takes_validators_to_the_hop_that_issued_them) {
    Server server{[](auto const& request) {
        return request_line(request) == "GET /a HTTP/1.1" ? moved(302, "/b") : raw("HTTP/1.1 304 Not Modified\r\n\r\n");
    }};
    Harness harness;
    auto request = get(server.url("/a"));
    request.conditional = net::Conditional{server.url("/b"), "\"v\"", ""};
    auto const answer = harness.fetch(request);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 304);
    EXPECT_TRUE(fields(server.requests()[0], "If-None-Match").empty());
    EXPECT_EQ(fields(server.requests()[1], "If-None-Match"), std::vector<std::string>{"\"v\""});
    EXPECT_TRUE(fields(server.requests()[1], "If-Modified-Since").empty());
}

TEST(Following, never_leaves_https) {
    Server plain{[](auto const&) { return ok("feed"); }};
    Server tls{with_tls(), [&](auto const&) { return moved(301, plain.url("/")); }};
    Harness harness;
    auto const answer = harness.fetch(get(tls.url("/")));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::redirect);
    EXPECT_EQ(plain.connections(), 0);
}

TEST(Egress, refuses_a_private_address_behind_a_public_name_unless_allowed) {  // C-20, C-22
    Server server{[](auto const&) { return ok("feed"); }};
    Harness harness{names({{"feed.test", {"127.0.0.1"}}})};
    auto request = get(server.url("/", "feed.test"));
    auto const refused = harness.fetch(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Failure::Kind::refused);
    EXPECT_NE(refused.error().reason.find("127.0.0.1"), std::string::npos);
    EXPECT_EQ(server.connections(), 0);
    request.reach.allow_private = true;
    EXPECT_TRUE(harness.fetch(request));
}

TEST(Egress, lets_a_url_that_names_a_private_address_redirect_to_private_ones) {
    Server second{[](auto const&) { return ok("feed"); }};
    Server first{[&](auto const&) { return moved(302, second.url("/", "127.0.0.1")); }};
    Harness harness;
    EXPECT_TRUE(harness.fetch(get(first.url("/"))));
}

TEST(Egress, never_lets_a_public_feed_redirect_to_a_private_address) {  // C-22
    Server inside{[](auto const&) { return ok("secret"); }};
    std::string target;
    ServerOptions options;
    options.address = "127.0.0.9";  // public by the test's rule
    Server outside{options, [&](auto const&) { return moved(302, target); }};
    for (auto const& host : {"127.0.0.1", "localhost", "inside.test", "[::ffff:127.0.0.1]"}) {
        for (bool const allowed : {false, true}) {
            SCOPED_TRACE(std::string(host) + (allowed ? " allowed" : ""));
            target = inside.url("/", host);
            Harness harness{names({{"feed.test", {"127.0.0.9"}}, {"inside.test", {"127.0.0.1"}}})};
            auto request = get(outside.url("/", "feed.test"));
            request.reach.allow_private = allowed;
            auto const answer = harness.fetch(request);
            ASSERT_FALSE(answer);
            EXPECT_EQ(answer.error().kind, Failure::Kind::refused);
            EXPECT_NE(answer.error().reason.find("redirect leads to"), std::string::npos) << answer.error().reason;
        }
    }
    EXPECT_EQ(inside.connections(), 0);
}

TEST(Egress, connects_only_to_those_addresses_of_a_name_that_are_allowed) {  // C-20
    ServerOptions options;
    options.address = "127.0.0.9";
    Server server{options, [](auto const&) { return ok("feed"); }};
    ServerOptions trap_options;
    trap_options.port = server.port();
    Server trap{trap_options, [](auto const&) { return ok("trap"); }};
    Harness harness{names({{"feed.test", {"127.0.0.1", "127.0.0.9"}}})};
    auto const answer = harness.fetch(get(server.url("/", "feed.test")));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "feed");
    EXPECT_EQ(trap.connections(), 0);
}

}  // namespace
}  // namespace feedherald::net_test
