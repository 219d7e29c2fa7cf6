// SPDX-License-Identifier: MIT
// JSON Feed 1.1 as it is written: keys, their order, what is left out, ids where there are none.
#include "sink/json_feed.hpp"

#include "base/sha256.hpp"
#include "samples.hpp"
#include "sink/json_item.hpp"

#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using test::eight;

std::string to_json(Feed const& feed, bool indented = false) {
    std::ostringstream out;
    sink::write_json(out, feed, indented);
    return std::move(out).str();
}

std::string to_json(Item const& item) {
    return boost::json::serialize(sink::json_item(item));
}

Feed full_feed() {
    Feed feed;
    feed.dialect = Dialect::json;
    feed.title = "T";
    feed.home_page_url = "https://e.org/";
    feed.feed_url = "https://e.org/feed";
    feed.description = "D";
    feed.previous_page = "https://e.org/feed?2";
    feed.icon = "https://e.org/i.png";
    feed.favicon = "https://e.org/f.png";
    feed.authors = {{"Ada", "https://ada.example/", "https://ada.example/a.png"}};
    feed.language = "en";
    feed.expired = true;
    feed.hubs = {"https://hub.example/"};
    return feed;
}

Item full_item() {
    Item item;
    item.id = "1";
    item.url = "https://e.org/1";
    item.external_url = "https://other.example/";
    item.title = "T";
    item.content_html = "<p>H</p>";
    item.content_text = "H";
    item.summary = "S";
    item.image = "https://e.org/1.png";
    item.banner_image = "https://e.org/1b.png";
    item.published = eight;
    item.modified = eight + std::chrono::milliseconds{1500};
    item.authors = {{"", "mailto:a@e.org", ""}};
    item.tags = {"a", "b"};
    item.language = "de";
    item.attachments = {{"https://e.org/1.mp3", "audio/mpeg", "Audio", 18446744073709551615U, 60}};
    item.text = "never published";
    return item;
}

TEST(JsonFeed, writes_every_key_in_the_order_of_the_specification) {
    auto feed = full_feed();
    feed.items = {full_item()};

    EXPECT_EQ(to_json(feed),
              R"({"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://e.org/",)"
              R"("feed_url":"https://e.org/feed","description":"D","next_url":"https://e.org/feed?2",)"
              R"("icon":"https://e.org/i.png","favicon":"https://e.org/f.png",)"
              R"("authors":[{"name":"Ada","url":"https://ada.example/","avatar":"https://ada.example/a.png"}],)"
              R"("language":"en","expired":true,"hubs":[{"type":"WebSub","url":"https://hub.example/"}],"items":[)"
              R"({"id":"1","url":"https://e.org/1","external_url":"https://other.example/","title":"T",)"
              R"("content_html":"<p>H</p>","content_text":"H","summary":"S","image":"https://e.org/1.png",)"
              R"("banner_image":"https://e.org/1b.png","date_published":"2026-11-22T08:00:00Z",)"
              R"("date_modified":"2026-11-22T08:00:01.500Z","authors":[{"url":"mailto:a@e.org"}],"tags":["a","b"],)"
              R"("language":"de","attachments":[{"url":"https://e.org/1.mp3","mime_type":"audio/mpeg","title":"Audio",)"
              R"("size_in_bytes":18446744073709551615,"duration_in_seconds":60}]}]})");
}

TEST(JsonFeed, leaves_out_what_the_document_did_not_say) {
    Item item;
    item.id = "x";
    Feed feed;
    feed.items = {item};

    EXPECT_EQ(to_json(feed), R"({"version":"https://jsonfeed.org/version/1.1","items":[{"id":"x"}]})");
    EXPECT_EQ(to_json(Feed{}), R"({"version":"https://jsonfeed.org/version/1.1","items":[]})");
}

TEST(JsonFeed, indents_for_people) {
    Item item;
    item.id = "x";
    item.tags = {"a", "b"};
    Feed feed;
    feed.title = "T";
    feed.items = {item};

    EXPECT_EQ(to_json(feed, true),
              "{\n"
              "  \"version\": \"https://jsonfeed.org/version/1.1\",\n"
              "  \"title\": \"T\",\n"
              "  \"items\": [\n"
              "    {\n"
              "      \"id\": \"x\",\n"
              "      \"tags\": [\n"
              "        \"a\",\n"
              "        \"b\"\n"
              "      ]\n"
              "    }\n"
              "  ]\n"
              "}");
    EXPECT_EQ(to_json(Feed{}, true), "{\n  \"version\": \"https://jsonfeed.org/version/1.1\",\n  \"items\": []\n}");
}

TEST(JsonFeed, is_one_document_in_however_many_pieces) {
    Feed feed;
    for (int count = 0; count < 50; ++count) {
        auto item = full_item();
        item.id = std::to_string(count);
        item.content_html.assign(10'000, static_cast<char>('a' + count % 26));
        feed.items.push_back(item);
    }

    auto const read = boost::json::parse(to_json(feed, true));

    ASSERT_EQ(read.at("items").as_array().size(), feed.items.size());
    for (std::size_t at = 0; at < feed.items.size(); ++at)
        EXPECT_EQ(read.at("items").at(at).at("content_html").as_string(), feed.items[at].content_html);
}

TEST(JsonFeed, means_the_same_in_both_layouts) {
    auto feed = full_feed();
    feed.items = {full_item(), test::hostile().alert.item, Item{}};

    EXPECT_EQ(boost::json::parse(to_json(feed, true)), boost::json::parse(to_json(feed)));
}

TEST(JsonFeed, gives_an_item_without_id_its_link_else_a_hash) {
    auto const id_of = [](Item const& item) {
        return std::string(boost::json::parse(to_json(item)).at("id").as_string());
    };
    Item item;
    item.title = "T";
    item.content_text = "C";
    EXPECT_EQ(id_of(item), "sha256:" + to_hex(sha256("T\nC")));

    auto other = item;
    other.content_text = "D";
    EXPECT_NE(id_of(other), id_of(item));
    other = item;
    other.title.clear();
    EXPECT_NE(id_of(other), id_of(item));

    item.url = "https://e.org/1";
    EXPECT_EQ(id_of(item), "https://e.org/1");
    item.id = "given";
    EXPECT_EQ(id_of(item), "given");
}

TEST(JsonFeed, carries_hostile_text_unchanged_and_stays_valid) {
    auto item = test::hostile().alert.item;
    item.title += std::string("\0 \u2028 😀", 10);

    auto const read = boost::json::parse(to_json(item));

    EXPECT_EQ(read.at("title").as_string(), item.title);
    EXPECT_EQ(read.at("summary").as_string(), item.summary);
    EXPECT_EQ(to_json(item).find('\x1b'), std::string::npos);
    EXPECT_EQ(to_json(item).find('\n'), std::string::npos);
}

TEST(JsonFeed, writes_what_a_terminal_obeys_as_escapes_of_the_same_text) {
    Feed feed;
    feed.title = "a\u009B31mb\x7F\u0080\u009F \u00A0\u00AB\u00E9";
    feed.description = "\u0085";

    auto const text = to_json(feed);

    EXPECT_NE(text.find("\"a\\u009B31mb\\u007F\\u0080\\u009F \u00A0\u00AB\u00E9\""), std::string::npos) << text;
    EXPECT_EQ(text.find('\x7F'), std::string::npos);
    EXPECT_EQ(boost::json::parse(text).at("title").as_string(), feed.title);
    EXPECT_EQ(boost::json::parse(text).at("description").as_string(), feed.description);
}

}  // namespace
