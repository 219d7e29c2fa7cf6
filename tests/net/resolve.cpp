// SPDX-License-Identifier: MIT
// names to addresses, side by side, in turns, remembered, and abandoned when they hang.
#include "net/resolve.hpp"

#include "net/hanging.hpp"

#include <atomic>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

using namespace std::chrono_literals;
using boost::asio::ip::make_address;

Resolver::Addresses addresses(std::initializer_list<char const*> texts) {
    Resolver::Addresses all;
    for (auto const* text : texts) all.push_back(make_address(text));
    return all;
}

std::string text_of(Attempt<Resolver::Addresses> const& found) {
    if (!found) return found.error().reason;
    std::string text;
    for (auto const& address : *found) text += (text.empty() ? "" : " ") + address.to_string();
    return text;
}

/** The outcomes of resolving each name, all asked at once. */
std::vector<std::string> resolve(boost::asio::io_context& context, Resolver& resolver,
                                 std::vector<std::string> const& hosts) {
    std::vector<std::string> texts(hosts.size());
    auto open = hosts.size();
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        auto work = resolver.resolve(hosts[i]);
        boost::asio::co_spawn(context, std::move(work), [&, i](std::exception_ptr, Attempt<Resolver::Addresses> found) {
            texts[i] = text_of(found);
            if (--open == 0) context.stop();
        });
    }
    context.restart();
    context.run_for(10s);
    return texts;
}

std::string resolve_one(Lookup lookup, std::string const& host) {
    boost::asio::io_context context{1};
    Resolver resolver{context.get_executor(), std::move(lookup)};
    return resolve(context, resolver, {host}).front();
}

LookupAnswer answer(std::initializer_list<char const*> texts) {
    return {addresses(texts), std::nullopt};
}
LookupAnswer failure(std::string reason) {
    return {{}, Trouble{Failure::Kind::dns, std::move(reason)}};
}

TEST(Interleave, lets_families_take_turns) {
    auto const all = addresses({"10.0.0.1", "10.0.0.2", "::1", "10.0.0.3"});
    EXPECT_EQ(text_of(interleave(all, Family::v6)), "::1 10.0.0.1 10.0.0.2 10.0.0.3");
    EXPECT_EQ(text_of(interleave(all, Family::v4)), "10.0.0.1 ::1 10.0.0.2 10.0.0.3");
    EXPECT_EQ(text_of(interleave({}, Family::v6)), "");
}

TEST(Resolver, asks_nobody_for_literals_localhost_and_invalid) {
    auto const never = [](std::string const&, Family) { return failure("was asked"); };
    EXPECT_EQ(resolve_one(never, "192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(resolve_one(never, "2001:db8::1"), "2001:db8::1");
    EXPECT_EQ(resolve_one(never, "localhost"), "127.0.0.1 ::1");
    EXPECT_EQ(resolve_one(never, "a.localhost"), "127.0.0.1 ::1");
    EXPECT_EQ(resolve_one(never, "a.invalid"), "no such host: a.invalid");
}

TEST(Resolver, joins_both_families_and_survives_the_failure_of_one) {
    auto const both = [](std::string const&, Family family) {
        return family == Family::v4 ? answer({"192.0.2.1"}) : answer({"2001:db8::1"});
    };
    EXPECT_EQ(resolve_one(both, "a.example"), "2001:db8::1 192.0.2.1");
    auto const only_v6 = [](std::string const&, Family family) {
        return family == Family::v4 ? failure("no A") : answer({"2001:db8::1"});
    };
    EXPECT_EQ(resolve_one(only_v6, "a.example"), "2001:db8::1");
    auto const neither = [](std::string const&, Family family) {
        return failure(family == Family::v4 ? "no A" : "no AAAA");
    };
    EXPECT_EQ(resolve_one(neither, "a.example"), "no A");
}

TEST(Resolver, waits_only_a_moment_for_ipv6_once_ipv4_has_come) {
    auto const hanging = std::make_shared<net_test::Hanging>();
    auto const lookup = [hanging](std::string const&, Family family) {
        if (family == Family::v4) return answer({"192.0.2.1"});
        return hanging->wait(), answer({"2001:db8::1"});
    };
    auto const start = std::chrono::steady_clock::now();
    EXPECT_EQ(resolve_one(lookup, "a.example"), "192.0.2.1");
    auto const took = std::chrono::steady_clock::now() - start;
    EXPECT_GE(took, 50ms);
    EXPECT_LT(took, 2s);
    hanging->release();
}

TEST(Resolver, asks_once_for_a_name_that_many_want_and_remembers_it) {
    auto const asked = std::make_shared<std::atomic<int>>(0);
    auto const lookup = [asked](std::string const&, Family) { return ++*asked, answer({"192.0.2.1"}); };
    boost::asio::io_context context{1};
    Resolver resolver{context.get_executor(), lookup};
    resolve(context, resolver, {"a.example", "a.example", "a.example"});
    resolve(context, resolver, {"a.example"});
    EXPECT_EQ(*asked, 2);  // A and AAAA
    resolver.forget("a.example");
    resolve(context, resolver, {"a.example"});
    EXPECT_EQ(*asked, 4);
}

TEST(Resolver, tries_the_family_first_that_worked_last) {
    auto const both = [](std::string const&, Family family) {
        return family == Family::v4 ? answer({"192.0.2.1"}) : answer({"2001:db8::1"});
    };
    boost::asio::io_context context{1};
    Resolver resolver{context.get_executor(), both};
    EXPECT_EQ(resolve(context, resolver, {"a.example"}).front(), "2001:db8::1 192.0.2.1");
    resolver.remember("a.example", make_address("192.0.2.1"));
    EXPECT_EQ(resolve(context, resolver, {"a.example"}).front(), "192.0.2.1 2001:db8::1");
}

TEST(Resolver, does_not_remember_failures) {
    auto const asked = std::make_shared<std::atomic<int>>(0);
    auto const lookup = [asked](std::string const&, Family) {
        return ++*asked > 2 ? answer({"192.0.2.1"}) : failure("not now");
    };
    boost::asio::io_context context{1};
    Resolver resolver{context.get_executor(), lookup};
    EXPECT_EQ(resolve(context, resolver, {"a.example"}).front(), "not now");
    EXPECT_NE(resolve(context, resolver, {"a.example"}).front(), "not now");
}

TEST(AskSystem, says_that_a_name_does_not_exist_without_leaving_the_machine) {
    auto const answered = ask_system("a..b", Family::v4);
    ASSERT_TRUE(answered.trouble);
    EXPECT_TRUE(answered.addresses.empty());
    EXPECT_NE(answered.trouble->reason.find("a..b"), std::string::npos);
}

}  // namespace
}  // namespace feedherald::net
