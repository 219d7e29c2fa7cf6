// SPDX-License-Identifier: MIT
// C-20..C-23: the ranges and ports of the egress guard, as tables.
#include "net/egress.hpp"

#include "base/uri_host.hpp"

#include <gtest/gtest.h>

namespace feedherald::net {
namespace {

TEST(IsPrivate, knows_every_range_of_c21_and_its_borders) {
    struct {
        char const* address;
        bool is_private;
    } const cases[] = {
        {"0.0.0.0", true},
        {"0.255.255.255", true},
        {"1.0.0.0", false},
        {"9.255.255.255", false},
        {"10.0.0.0", true},
        {"10.255.255.255", true},
        {"11.0.0.0", false},
        {"100.63.255.255", false},
        {"100.64.0.0", true},
        {"100.127.255.255", true},
        {"100.128.0.0", false},
        {"126.255.255.255", false},
        {"127.0.0.1", true},
        {"127.255.255.255", true},
        {"128.0.0.0", false},
        {"169.253.255.255", false},
        {"169.254.169.254", true},
        {"169.255.0.0", false},
        {"172.15.255.255", false},
        {"172.16.0.0", true},
        {"172.31.255.255", true},
        {"172.32.0.0", false},
        {"192.0.0.8", true},
        {"192.0.1.0", false},
        {"192.0.2.255", true},
        {"192.0.3.0", false},
        {"192.167.255.255", false},
        {"192.168.0.0", true},
        {"192.168.255.255", true},
        {"192.169.0.0", false},
        {"198.17.255.255", false},
        {"198.18.0.0", true},
        {"198.19.255.255", true},
        {"198.20.0.0", false},
        {"198.51.100.7", true},
        {"198.51.101.0", false},
        {"203.0.113.9", true},
        {"203.0.114.0", false},
        {"223.255.255.255", false},
        {"224.0.0.1", true},
        {"239.255.255.255", true},
        {"240.0.0.1", true},
        {"255.255.255.255", true},
        {"8.8.8.8", false},
        {"::", true},
        {"::1", true},
        {"::2", false},
        {"fbff::1", false},
        {"fc00::1", true},
        {"fdff:ffff::1", true},
        {"fe00::1", false},
        {"fe80::1", true},
        {"febf::1", true},
        {"fec0::1", false},
        {"ff02::1", true},
        {"2001:db8::1", true},
        {"2001:db9::1", false},
        {"100::1", true},
        {"100:0:0:1::1", false},
        {"64:ff9b:1::1", true},
        {"64:ff9b:2::1", false},
        {"::ffff:127.0.0.1", true},
        {"::ffff:8.8.8.8", false},
        {"64:ff9b::10.1.2.3", true},
        {"64:ff9b::8.8.8.8", false},
        {"2002:7f00:1::", true},
        {"2002:808:808::", false},
        {"2a00:1450::1", false},
    };
    for (auto const& [address, expected] : cases) {
        SCOPED_TRACE(address);
        EXPECT_EQ(is_private(boost::asio::ip::make_address(address)), expected);
    }
}

TEST(NamesPrivateHost, is_true_only_where_the_url_itself_says_so) {
    struct {
        char const* host;
        bool expected;
    } const cases[] = {
        {"localhost", true},       {"localhost.", true}, {"a.localhost", true},   {"localhost.example", false},
        {"notlocalhost", false},   {"127.0.0.1", true},  {"192.168.1.2", true},   {"::1", true},
        {"::ffff:10.0.0.1", true}, {"8.8.8.8", false},   {"feed.example", false}, {"10.0.0.1.example", false},
        {"2130706433", false},     {"0x7f.1", false},    {"0177.0.0.1", false},
    };
    for (auto const& [host, expected] : cases) {
        SCOPED_TRACE(host);
        EXPECT_EQ(names_private_host(host), expected);
    }
}

TEST(IsRedirectPort, keeps_redirects_to_the_ports_of_the_web) {
    struct {
        std::uint16_t port;
        bool expected;
    } const cases[] = {
        {80, true},   {443, true},   {81, true},     {22, false},   {25, false},   {1023, false},
        {1024, true}, {8080, true},  {2049, false},  {6000, false}, {6665, false}, {6669, false},
        {6670, true}, {6697, false}, {10080, false}, {5060, false}, {65535, true},
    };
    for (auto const& [port, expected] : cases) {
        SCOPED_TRACE(port);
        EXPECT_EQ(is_redirect_port(port, 81), expected);
    }
}

}  // namespace
}  // namespace feedherald::net
