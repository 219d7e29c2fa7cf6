// SPDX-License-Identifier: MIT
// every phase has its limit, a slow drip frees its slot, and cancelling ends an exchange at once.
#include "net/black_hole.hpp"
#include "net/hanging.hpp"
#include "net/harness.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

namespace feedherald::net_test {
namespace {

using namespace std::chrono_literals;
using net::Failure;

net::ClientOptions hurried(net::Phases phases) {
    net::ClientOptions options;
    options.phases = phases;
    return options;
}

/** Fails by time-out for that reason, well before the other limits. */
void expect_timeout(net::Exchanged const& answer, Harness const& harness, std::string const& reason) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Failure::Kind::timeout);
    EXPECT_EQ(answer.error().reason, reason);
    EXPECT_GE(harness.took(), 90ms);
    EXPECT_LT(harness.took(), 5s);
}

Reply hang(std::string bytes = {}) {
    return raw(std::move(bytes), Reply::After::hang);
}

TEST(TimeLimit, holds_for_the_lookup_and_abandons_it) {
    auto const hanging = std::make_shared<Hanging>();
    net::ClientOptions options = hurried({.lookup = 100ms});
    options.lookup = [hanging](std::string const&, net::Family) { return hanging->wait(), net::LookupAnswer{}; };
    auto const start = std::chrono::steady_clock::now();
    {
        Harness harness{options};
        expect_timeout(harness.fetch(get("http://hanging.test/")), harness, "the name was not looked up within 100ms");
    }
    // Nothing waited for the lookup, not even the end of the client.
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
    hanging->release();
}

TEST(TimeLimit, holds_for_the_connection) {
    BlackHole const hole;
    Harness harness{hurried({.connect = 100ms})};
    auto const answer = harness.fetch(get("http://127.0.0.1:" + std::to_string(hole.port()) + "/"));
    expect_timeout(answer, harness, "no connection within 100ms");
}

TEST(TimeLimit, holds_for_the_tls_handshake) {
    Server server{[](auto const&) { return hang(); }};
    Harness harness{hurried({.tls = 100ms})};
    auto const answer = harness.fetch(get("https://127.0.0.1:" + std::to_string(server.port()) + "/"));
    expect_timeout(answer, harness, "no TLS within 100ms");
}

TEST(TimeLimit, holds_for_the_first_byte) {
    for (bool const tls : {false, true}) {
        Server server{tls ? with_tls() : ServerOptions{}, [](auto const&) { return hang(); }};
        Harness harness{hurried({.first_byte = 100ms})};
        expect_timeout(harness.fetch(get(server.url("/"))), harness, "no answer within 100ms");
    }
}

TEST(TimeLimit, holds_for_silence_within_the_header) {
    for (auto const* start : {"HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 100 Continue\r\n\r\n"}) {
        Server server{[&](auto const&) { return hang(start); }};
        Harness harness{hurried({.silence = 100ms})};
        expect_timeout(harness.fetch(get(server.url("/"))), harness, "nothing more came within 100ms");
    }
}

TEST(TimeLimit, for_silence_within_the_body_ends_the_answer_and_keeps_what_came_A53) {
    for (bool const tls : {false, true}) {
        for (auto const* framing : {"Content-Length: 100\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n9\r\n", "\r\n"}) {
            SCOPED_TRACE(framing);
            Server server{tls ? with_tls() : ServerOptions{}, [&](auto const&) {
                              return hang(std::string("HTTP/1.1 200 OK\r\n") + framing + "the start");
                          }};
            Harness harness{hurried({.silence = 100ms})};
            auto const answer = harness.fetch(get(server.url("/")));
            ASSERT_TRUE(answer);
            EXPECT_EQ(answer->body, "the start");
            EXPECT_FALSE(answer->complete);
            EXPECT_GE(harness.took(), 90ms);
            EXPECT_LT(harness.took(), 5s);
            ASSERT_TRUE(harness.fetch(get(server.url("/"))));
            EXPECT_EQ(server.connections(), 2) << "where half an answer lies, no other is looked for";
        }
    }
}

TEST(TimeLimit, for_silence_does_not_keep_a_head_from_being_obeyed_A26_A60) {
    Server server{[](auto const& request) {
        if (request.starts_with("GET /gone ")) return hang("HTTP/1.1 410 Gone\r\nContent-Length: 10\r\n\r\n");
        if (request.starts_with("GET /here ")) return ok("feed");
        return hang("HTTP/1.1 301 Moved\r\nLocation: /here\r\nContent-Length: 10\r\n\r\n");
    }};
    Harness harness{hurried({.silence = 100ms})};

    auto const gone = harness.fetch(get(server.url("/gone")));
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->status, 410);
    auto const moved = harness.fetch(get(server.url("/moved")));
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->body, "feed");
    EXPECT_TRUE(moved->complete);
    EXPECT_TRUE(moved->moved_permanently);
}

TEST(TimeLimit, of_the_whole_holds_where_the_silence_is_shorter) {
    Server server{[](auto const&) { return hang("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe start"); }};
    Harness harness{hurried({.silence = 400ms})};
    auto request = get(server.url("/"));
    request.limits.total = 200ms;
    auto const answer = harness.fetch(request);
    expect_timeout(answer, harness, "not done within 200ms");
    ASSERT_TRUE(answer.error().response);
    EXPECT_EQ(answer.error().response->body, "the start");
    EXPECT_FALSE(answer.error().response->complete);
}

TEST(TimeLimit, holds_for_the_whole_of_a_drip) {
    auto drip = ok(std::string(1000, 'x'));
    drip.piece = 1;
    drip.pause = 10ms;
    Server server{[&](auto const&) { return drip; }};
    Harness harness;
    auto request = get(server.url("/"));
    request.limits.total = 200ms;
    expect_timeout(harness.fetch(request), harness, "not done within 200ms");
}

TEST(TimeLimit, ends_a_drip_that_is_too_slow_on_average) {
    auto drip = ok(std::string(1000, 'x'));
    drip.piece = 1;
    drip.pause = 10ms;
    Server server{[&](auto const&) { return drip; }};
    Harness harness{hurried({.slow_after = 200ms})};
    expect_timeout(harness.fetch(get(server.url("/"))), harness, "the server sends too slowly");
}

TEST(TimeLimit, spans_all_hops) {
    int hop = 0;
    Server server{[&](auto const&) {
        auto reply = moved(302, "/" + std::to_string(++hop));
        reply.piece = reply.bytes.size() / 2;
        reply.pause = 60ms;
        return reply;
    }};
    Harness harness;
    auto request = get(server.url("/"));
    request.limits.total = 200ms;
    expect_timeout(harness.fetch(request), harness, "not done within 200ms");
}

TEST(Cancelling, ends_an_exchange_at_once_in_every_phase) {
    BlackHole const hole;
    Server plain{[](auto const&) { return hang("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"); }};
    Server silent{with_tls(), [](auto const&) { return hang(); }};
    auto const at = [](std::uint16_t port) { return "127.0.0.1:" + std::to_string(port) + "/"; };
    for (auto const& url : {"http://" + at(hole.port()), "https://" + at(plain.port()), "http://" + at(plain.port()),
                            "https://" + at(silent.port())}) {
        SCOPED_TRACE(url);
        Harness harness;
        EXPECT_TRUE(harness.fetch_and_cancel(get(url), 50ms));
        EXPECT_LT(harness.took(), 2s);
    }
}

TEST(Destroying, a_client_with_exchanges_under_way_harms_nothing) {
    Server silent{with_tls(), [](auto const&) { return hang(); }};
    boost::asio::io_context context{1};
    auto client = net::make_client(context.get_executor(), {});
    auto work = client->exchange(get(silent.url("/")));
    bool ended = false;
    boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr, net::Exchanged const&) { ended = true; });
    context.run_for(50ms);
    EXPECT_FALSE(ended);
    EXPECT_EQ(silent.connections(), 1);
    client.reset();
}

}  // namespace
}  // namespace feedherald::net_test
