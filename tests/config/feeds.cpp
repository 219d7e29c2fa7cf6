// SPDX-License-Identifier: MIT
// [[feed]] itself.
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(FeedTable, is_read_whole) {
    auto const feed = must_load(
                          "[[feed]]\nurl = \" HTTPS://Example.org:443/a%2Fb?b=2&a=1 \"\nname = \" My feed \"\n"
                          "tags = [\"work\", \"go\"]\nenabled = false\nurgency = \"low\"\nallow_private = true\n"
                          "headers = { X-Key = \"k\", Accept-Language = \"de\" }\nusername = \"u\"\npassword = \"p\"\n")
                          .settings.feeds.at(0);

    EXPECT_EQ(feed.url, "https://example.org/a%2Fb?b=2&a=1");
    EXPECT_EQ(feed.name, "My feed");
    EXPECT_THAT(feed.tags, ElementsAre("work", "go"));
    EXPECT_FALSE(feed.enabled);
    EXPECT_EQ(feed.alerts->urgency, Urgency::low);
    EXPECT_TRUE(feed.fetch->allow_private);
    ASSERT_EQ(feed.fetch->headers.size(), 2U);
    EXPECT_EQ(feed.fetch->headers[0].first, "X-Key");
    EXPECT_EQ(feed.fetch->headers[0].second.reveal(), "k");
    EXPECT_EQ(feed.fetch->username, "u");
    EXPECT_EQ(feed.fetch->password.reveal(), "p");
}

TEST(FeedTable, moves_credentials_out_of_the_url) {
    auto const feed = must_load("[[feed]]\nurl = \"https://jane:s3%40cret@example.org/x\"\n").settings.feeds.at(0);

    EXPECT_EQ(feed.url, "https://example.org/x");
    EXPECT_EQ(feed.fetch->username, "jane");
    EXPECT_EQ(feed.fetch->password.reveal(), "s3@cret");
}

TEST(FeedTable, refuses_wrong_values) {
    struct Case {
        std::string lines;
        std::string_view expected;
    };
    std::string const url = "url = \"https://x.example/\"\n";
    std::vector<Case> const cases{
        {"", "1:1: feed.url is missing"},
        {"url = 3", "2:7: feed.url must be text, not an integer"},
        {"url = \"\"", "feed.url is not a feed address: is empty"},
        {"url = \"ftp://x.example/\"", "has the scheme ftp, which is none of http, https, file"},
        {"url = \"https://u:hunter2@x y/\"", "feed.url is not a feed address: has a space inside"},
        {"url = \"file:///srv/feed.xml%00\"",
         "feed.url is not a feed address: \"file:///srv/feed.xml%00\" has a zero byte (%00) inside"},
        {url + "interval = \"5m\"", "feed.interval is 5m: a public host is polled every 15m at most"},
        {url + "interval = \"59s\"", "feed.interval is too short"},
        {url + "name = \"a\\nb\"", "feed.name has a control character inside"},
        {url + "tags = [\" \"]", "feed.tags holds a label that is empty"},
        {url + "urgency = \"high\"", "feed.urgency is \"high\", which is none of"},
        {url + "headers = { \"X Y\" = \"a\" }", "feed.headers.X Y is not the name of a header"},
        {url + "headers = { Host = \"a\" }", "feed.headers.Host is a header that feedherald sets itself"},
        {url + "headers = { If-None-Match = \"a\" }", "is a header that feedherald sets itself"},
        {url + "headers = { A = \"a\\r\\nB: hunter2\" }", "feed.headers.A has a control character inside"},
        {url + "headers = { A = 1 }", "feed.headers.A must be text, not an integer"},
        {url + "headers = { A = \"1\", a = \"2\" }", "feed.headers.a is given twice"},
        {url + "headers = \"A: b\"", "feed.headers must be a table"},
        {url + "username = \"a:b\"", "feed.username has a colon inside"},
        {url + "password = \"hunter2\\n\"", "feed.password holds more than one line"},
        {url + "bearer = \"t\"\nusername = \"u\"", "feed.bearer and a user name or password are given"},
        {"url = \"https://a:hunter2@x.example/\"\nusername = \"b\"",
         "feed.username and password stand in the URL already"},
        {url + "client_cert = \"none.pem\"", "feed.client_cert cannot be read: none.pem"},
        {url + "enabled = \"yes\"", "feed.enabled must be true or false, not text"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.lines);
        auto const errors = errors_of("[[feed]]\n" + c.lines + "\n");
        EXPECT_THAT(errors, testing::Contains(HasSubstr(std::string(c.expected))));
        for (auto const& error : errors) EXPECT_THAT(error, Not(HasSubstr("hunter2")));
    }
}

TEST(FeedTable, lets_private_hosts_be_polled_every_minute) {
    for (auto const* const url : {"file:///srv/feed.xml", "http://localhost:8080/", "http://192.168.1.2/",
                                  "http://[::1]/", "http://0x7f.1/", "https://10.0.0.7/feed"}) {
        SCOPED_TRACE(url);
        auto const feeds =
            must_load("[[feed]]\nurl = \"" + std::string(url) + "\"\ninterval = \"1m\"\n").settings.feeds;
        EXPECT_EQ(feeds.at(0).poll.interval, 1min);
    }
}

TEST(FeedTable, wants_both_halves_of_a_client_certificate) {
    ConfigDirectory const directory("[[feed]]\nurl = \"https://x.example/\"\nclient_cert = \"c.pem\"\n");
    directory.write("c.pem", "x");

    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("3:15: feed.client_cert needs client_key besides it")));

    directory.write("config.toml",
                    "[[feed]]\nurl = \"https://x.example/\"\nclient_cert = \"c.pem\"\nclient_key = \"c.pem\"\n");
    EXPECT_EQ(must_load(directory).settings.feeds.at(0).fetch->client_key, directory.path("c.pem").string());
}

TEST(FeedTable, may_name_an_address_only_once) {
    EXPECT_THAT(
        errors_of("[[feed]]\nurl = \"https://x.example/a\"\n[[feed]]\nurl = \"HTTPS://X.EXAMPLE:443/a\"\n"),
        ElementsAre("4:7: feed.url is the address of another feed already: https://x.example/a in config.toml:2"));
    for (auto const* const other : {"http://x.example/a", "https://x.example/A", "https://x.example/a/",
                                    "https://x.example/a?", "https://x.example/%61", "https://x.example:8443/a"}) {
        SCOPED_TRACE(other);
        EXPECT_THAT(
            errors_of("[[feed]]\nurl = \"https://x.example/a\"\n[[feed]]\nurl = \"" + std::string(other) + "\"\n"),
            IsEmpty());
    }
}

TEST(FeedTable, keeps_the_wishes_of_many_in_memory_once) {
    auto const settings = must_load(
                              "[sinks.term]\ntype = \"console\"\n"
                              "[[feed]]\nurl = \"https://a.example/\"\n[[feed]]\nurl = \"https://b.example/\"\n"
                              "[[feed]]\nurl = \"https://c.example/\"\nto = [\"term\"]\ntimeout = \"9s\"\n"
                              "[[feed]]\nurl = \"https://d.example/\"\nto = [\"term\"]\ntimeout = \"9s\"\n")
                              .settings;
    auto const& feeds = settings.feeds;

    EXPECT_EQ(&*feeds.at(0).fetch, &*feeds.at(1).fetch);
    EXPECT_EQ(&*feeds.at(0).alerts, &*feeds.at(1).alerts);
    EXPECT_EQ(&*feeds.at(2).fetch, &*feeds.at(3).fetch);
    EXPECT_EQ(&*feeds.at(2).alerts, &*feeds.at(3).alerts);
    EXPECT_NE(&*feeds.at(0).alerts, &*feeds.at(2).alerts);
}

}  // namespace
}  // namespace feedherald::config
