// SPDX-License-Identifier: MIT
#include "base/uri_host.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

struct Case {
    std::string input;
    std::string expected;  ///< empty: refused
};

void expect_hosts(std::vector<Case> const& cases) {
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        auto const host = parse_host(c.input);
        EXPECT_EQ(host.has_value(), !c.expected.empty()) << (host ? *host : host.error().reason);
        if (host) {
            EXPECT_EQ(*host, c.expected);
        }
    }
}

TEST(ParseHost, lowers_names_and_allows_underscores) {
    expect_hosts({{"Example.ORG", "example.org"},
                  {"my_feed.example.org", "my_feed.example.org"},
                  {"_x.-y-.z", "_x.-y-.z"},
                  {"example.org.", "example.org."},
                  {"r3---sn-x.example", "r3---sn-x.example"},
                  {"ex%61mple.org", "example.org"},
                  {"1.2.3.4.example", "1.2.3.4.example"}});
}

TEST(ParseHost, refuses_what_is_no_name) {
    expect_hosts({{"", ""},
                  {".", ""},
                  {"a..b", ""},
                  {".a", ""},
                  {"a b", ""},
                  {"a\\b", ""},
                  {"a%00b", ""},
                  {"a%2Fb", ""},
                  {"a%40b", ""},
                  {"a%", ""},
                  {"a<b", ""},
                  {"\xFF.org", ""},
                  {std::string(64, 'a') + ".org", ""},
                  {std::string(63, 'a') + ".org", std::string(63, 'a') + ".org"}});
}

// C-21: the guard must see what connect() would see.
TEST(ParseHost, reads_ipv4_in_every_spelling) {
    expect_hosts({{"127.0.0.1", "127.0.0.1"},
                  {"127.1", "127.0.0.1"},
                  {"127.0.1", "127.0.0.1"},
                  {"2130706433", "127.0.0.1"},
                  {"0x7f000001", "127.0.0.1"},
                  {"0x7F.1", "127.0.0.1"},
                  {"0177.0.0.01", "127.0.0.1"},
                  {"017700000001", "127.0.0.1"},
                  {"127.0.0.1.", "127.0.0.1"},
                  {"0x.0x.0", "0.0.0.0"},
                  {"0", "0.0.0.0"},
                  {"1.2.65535", "1.2.255.255"},
                  {"%31%32%37.0.0.1", "127.0.0.1"},
                  {"１２７.０.０.１", "127.0.0.1"},
                  {"127。0。0。1", "127.0.0.1"},
                  {"1.2.3.256", ""},
                  {"256.1.1.1", ""},
                  {"1.2.3.4.5", ""},
                  {"1.2.65536", ""},
                  {"4294967296", ""},
                  {"99999999999999999999999", ""},
                  {"08.1.1.1", ""},
                  {"foo.0x4", ""},
                  {"foo.09", ""},
                  {"1..1", ""}});
}

TEST(ParseHost, reads_ipv6_literals) {
    expect_hosts({{"[::1]", "::1"},
                  {"[2001:DB8:0:0:0:0:0:1]", "2001:db8::1"},
                  {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1"},
                  {"[::1", ""},
                  {"[]", ""},
                  {"[fe80::1%25eth0]", ""},
                  {"[::g]", ""},
                  {"::1", ""}});
}

// the cases of wpt url/resources/toascii.json; refused too are names that
// no registry can hold (empty or long labels, hyphens at the edges of a non-ASCII label).
TEST(ParseHost, maps_names_by_uts46_non_transitional) {
    expect_hosts({{"müller.de", "xn--mller-kva.de"},
                  {"MÜLLER.de", "xn--mller-kva.de"},
                  {"faß.de", "xn--fa-hia.de"},
                  {"m%C3%BCller.de", "xn--mller-kva.de"},
                  {"aa--", "aa--"},
                  {"ab--c", "ab--c"},
                  {"-x", "-x"},
                  {"-x.xn--zca", "-x.xn--zca"},
                  {"-x.ß", "-x.xn--zca"},
                  {"x-.xn--zca", "x-.xn--zca"},
                  {"x-.ß", "x-.xn--zca"},
                  {"xn--a", ""},
                  {"xn--a.xn--zca", ""},
                  {"xn--a.ß", ""},
                  {"xn--ls8h=", ""},
                  {"xn--tešla", ""},
                  {"xn--zca.xn--zca", "xn--zca.xn--zca"},
                  {"xn--zca.ß", "xn--zca.xn--zca"},
                  {"ab--c.xn--zca", "ab--c.xn--zca"},
                  {"ab--c.ß", "ab--c.xn--zca"},
                  {"\u200D.example", ""},
                  {"xn--1ug.example", ""},
                  {"يa", ""},
                  {"\u064A.", "xn--mhb."},
                  {"1.\u064A", "1.xn--mhb"},
                  {"\u064A.1", ""},
                  {"xn--mhb.1", ""},
                  {"xn--a-yoc", ""},
                  {"\u0DC1\u0DCA\u200D\u0DBB\u0DD3", "xn--10cl1a0b660p"},
                  {"\u0646\u0627\u0645\u0647\u200C\u0627\u06CC", "xn--mgba3gch31f060k"},
                  {"\uFFFD.com", ""},
                  {"xn--zn7c.com", ""},
                  {"a\u00ADb", "ab"},
                  {"≠", "xn--1ch"},
                  {"≮", "xn--gdh"},
                  {"≯", "xn--hdh"},
                  {"💩.la", "xn--ls8h.la"},
                  {"xn--ls8h.la", "xn--ls8h.la"},
                  {"my_büro.example", "xn--my_bro-6ya.example"}});
}

TEST(NamesPrivateHost, knows_the_special_registries) {
    for (auto const* const host : {"localhost",
                                   "printer.localhost",
                                   "localhost.",
                                   "0.0.0.0",
                                   "0.255.255.255",
                                   "10.0.0.1",
                                   "10.255.255.255",
                                   "100.64.0.1",
                                   "100.127.255.255",
                                   "127.0.0.1",
                                   "127.255.0.1",
                                   "169.254.169.254",
                                   "172.16.0.1",
                                   "172.31.255.255",
                                   "192.0.0.8",
                                   "192.0.2.1",
                                   "192.168.0.1",
                                   "192.168.255.255",
                                   "198.18.0.1",
                                   "198.19.255.255",
                                   "198.51.100.7",
                                   "203.0.113.9",
                                   "224.0.0.1",
                                   "239.1.1.1",
                                   "240.0.0.1",
                                   "255.255.255.255",
                                   "::",
                                   "::1",
                                   "fc00::1",
                                   "fdff::1",
                                   "fe80::1",
                                   "febf::1",
                                   "ff02::1",
                                   "2001:db8::1",
                                   "100::1",
                                   "64:ff9b:1::1",
                                   "::ffff:127.0.0.1",
                                   "::ffff:10.1.1.1",
                                   "64:ff9b::7f00:1",
                                   "2002:7f00:1::",
                                   "2002:a01:203::1"}) {
        EXPECT_TRUE(names_private_host(host)) << host;
    }
    for (auto const* const host :
         {"example.org",     "localhost.example", "notlocalhost",    "1.1.1.1",     "9.255.255.255", "11.0.0.0",
          "100.63.255.255",  "100.128.0.0",       "126.255.255.255", "128.0.0.1",   "169.253.1.1",   "172.15.255.255",
          "172.32.0.0",      "192.0.1.1",         "192.167.1.1",     "192.169.0.1", "198.17.1.1",    "198.20.0.1",
          "223.255.255.255", "2606:4700::1111",   "fec0::1",         "fe00::1",     "2001:db9::1",   "100:0:0:1::1",
          "::ffff:1.1.1.1",  "64:ff9b::101:101",  "2002:101:101::",  "64:ff9b:2::1"}) {
        EXPECT_FALSE(names_private_host(host)) << host;
    }
}

TEST(ParseHost, refuses_a_host_of_a_megabyte_at_once) {
    std::string dots;
    for (int i = 0; i < 400'000; ++i) dots += "a\u3002";
    auto const host = parse_host(dots);
    ASSERT_FALSE(host);
    EXPECT_EQ(host.error().reason, "has a host that is too long");
    EXPECT_FALSE(parse_host(std::string(1'000'000, 'a')));
}

}  // namespace
}  // namespace feedherald
