// SPDX-License-Identifier: MIT
// JSON Feed: golden pairs, and what hostile or broken JSON may do (B-16, B-20, B-26, C-15).
#include "parse/json_feed.hpp"

#include "base/tests_folder.hpp"
#include "base/text.hpp"
#include "parse/print_feed.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

namespace fs = std::filesystem;

std::string const base_url = "https://fetched.example.net/dir/feed.json";

std::string contents(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> documents() {
    std::set<fs::path> paths;
    for (auto const& entry : fs::directory_iterator(test::tests_folder() / "golden" / "json"))
        if (entry.path().extension() == ".json") paths.insert(entry.path());
    return {paths.begin(), paths.end()};
}

std::string printed(std::string_view json) {
    auto const feed = read_json_feed(json, base_url);
    return feed ? print_feed(*feed) : "failure: " + feed.error().reason + "\n";
}

Feed read(std::string_view json) {
    auto feed = read_json_feed(json, base_url);
    EXPECT_TRUE(feed) << (feed ? "" : feed.error().reason);
    return feed ? *feed : Feed{};
}

ParseFailure failure(std::string_view json) {
    auto const feed = read_json_feed(json, base_url);
    EXPECT_FALSE(feed) << json.substr(0, 100);
    return feed ? ParseFailure{} : feed.error();
}

std::string with_items(std::string_view items) {
    return R"({"version":"https://jsonfeed.org/version/1.1","title":"t","items":)" + std::string(items) + "}";
}

TEST(JsonFeed, reads_every_golden_document_as_expected) {  // B-20, B-26
    ASSERT_GE(documents().size(), 13U);
    for (auto const& path : documents()) {
        SCOPED_TRACE(path.filename().string());
        auto expected_path = path;
        expected_path.replace_extension(".expected");
        auto const actual = printed(contents(path));
        if (std::getenv("FEEDHERALD_REWRITE_GOLDEN") != nullptr) {
            std::ofstream(expected_path, std::ios::binary) << actual;
            ADD_FAILURE() << "rewritten: look at it";
        }
        EXPECT_EQ(actual, contents(expected_path));
    }
}

TEST(JsonFeed, gives_a_prefix_of_the_items_wherever_it_is_cut) {  // B-16
    for (auto const& path : documents()) {
        SCOPED_TRACE(path.filename().string());
        auto const json = contents(path);
        auto const whole = read_json_feed(json, base_url);
        ASSERT_TRUE(whole);
        for (std::size_t cut = 0; cut < json.size(); ++cut) {
            auto const part = read_json_feed(std::string_view{json}.substr(0, cut), base_url);
            if (!part) continue;
            ASSERT_LE(part->items.size(), whole->items.size()) << cut;
            for (std::size_t i = 0; i < part->items.size(); ++i) {
                auto const& item = part->items[i];
                auto const& expected = whole->items[i];
                // A cut number is a number, and of a duplicate key the cut may leave the first.
                bool const may_differ = path.stem() == "ids" || path.stem() == "duplicates";
                ASSERT_TRUE(may_differ || item.id == expected.id) << cut;
                bool const is_whole = i + 1 < part->items.size();
                ASSERT_TRUE(!is_whole || item.title == expected.title) << cut;
            }
        }
    }
}

TEST(JsonFeed, uses_an_item_cut_open_only_if_its_identity_is_whole) {  // B-16
    auto const open = [](std::string_view item) {
        auto json = with_items("[" + std::string(item));
        json.pop_back();
        return read(json).items.size();
    };
    EXPECT_EQ(open(R"({"id":"1","title":"a)"), 1U);
    EXPECT_EQ(open(R"({"id":"1)"), 0U);
    EXPECT_EQ(open(R"({"url":"https://example.org/)"), 0U);
    EXPECT_EQ(open(R"({"title":"a","content_text":"b)"), 0U);
    EXPECT_EQ(open(R"({"id":"","url":"https://example.org/1","title":"a)"), 0U);
    // A link will do where the items before it had no more; else the id may have been about to come.
    EXPECT_EQ(open(R"({"url":"https://example.org/1","title":"a)"), 0U);
    EXPECT_EQ(open(R"({"url":"https://example.org/1"},{"url":"https://example.org/2","title":"a)"), 2U);
    EXPECT_EQ(open(R"({"id":"1"},{"url":"https://example.org/1","title":"a)"), 1U);
}

TEST(JsonFeed, says_that_a_document_was_cut) {  // B-16
    EXPECT_TRUE(read(with_items(R"([{"id":"1"},)")).truncated);
    EXPECT_FALSE(read(with_items(R"([{"id":"1"}])")).truncated);
    EXPECT_EQ(failure(R"({"version":"https://jsonfeed.org/version/1.1","title":"t)").kind,
              ParseFailure::Kind::malformed);
}

TEST(JsonFeed, refuses_json_that_is_no_feed) {  // B-26
    EXPECT_EQ(failure("").kind, ParseFailure::Kind::empty);
    EXPECT_EQ(failure(" \n ").kind, ParseFailure::Kind::empty);
    EXPECT_EQ(failure("\xEF\xBB\xBF").kind, ParseFailure::Kind::empty);
    for (std::string_view const json :
         {"{}", "[]", "null", "7", "\"text\"", R"({"version":"1.1","title":"t","items":[{"id":"1"}]})",
          R"({"version":"https://example.org/version/1.1","title":"t","items":[{"id":"1"}]})",
          R"({"title":"t","items":[]})", R"({"items":[{"id":"1"}]})", R"([{"id":"1"}])",
          R"({"error":{"code":404,"message":"not found"}})", R"({"rss":{}})"})
        EXPECT_EQ(failure(json).kind, ParseFailure::Kind::not_a_feed) << json;
    for (std::string_view const json : {"{", "{\"a\"", "{]", "{\"version\": NaN}", "{'a':1}", "nul"})
        EXPECT_EQ(failure(json).kind, ParseFailure::Kind::malformed) << json;
}

TEST(JsonFeed, knows_no_nan) {  // B-26
    auto const feed = read(with_items(R"([{"id":"1"},{"id":"2","rating":NaN},{"id":"3"}])"));

    ASSERT_EQ(feed.items.size(), 2U);
    EXPECT_TRUE(feed.truncated);
}

TEST(JsonFeed, accepts_64_levels_and_no_more) {   // C-15
    auto const nested = [](std::size_t levels) {  // three are the feed's, its items' and the item's
        return with_items(R"([{"id":"1"},{"id":"2","_x":)" + std::string(levels - 3, '[') +
                          std::string(levels - 3, ']') + "}]");
    };
    EXPECT_EQ(read(nested(64)).items.size(), 2U);
    EXPECT_FALSE(read(nested(64)).truncated);
    EXPECT_TRUE(read(nested(65)).truncated);

    EXPECT_EQ(failure(std::string(1000000, '[')).kind, ParseFailure::Kind::too_complex);
    EXPECT_EQ(failure("{\"a\":" + std::string(1000000, '[')).kind, ParseFailure::Kind::too_complex);
}

TEST(JsonFeed, caps_every_field) {  // C-08, C-15
    std::string const mebibyte(1 << 20, 'x');
    std::string wide;
    while (wide.size() < (1 << 18)) wide += "\u20AC";
    auto const feed = read(with_items(R"([{"id":")" + mebibyte + R"(","url":"https://example.org/)" + mebibyte +
                                      R"(","title":")" + mebibyte + R"(","content_html":")" + wide +
                                      R"(","content_text":"\n)" + wide + R"(","tags":[")" + mebibyte + R"("]}])"));

    ASSERT_EQ(feed.items.size(), 1U);
    auto const& item = feed.items.front();
    EXPECT_EQ(item.id.size(), 8U * 1024);
    EXPECT_EQ(item.url, "");
    EXPECT_EQ(item.title.size(), 8U * 1024);
    EXPECT_LE(item.content_html.size(), 64U * 1024);
    EXPECT_GT(item.content_html.size(), 64U * 1024 - 4);
    EXPECT_TRUE(is_valid_utf8(item.content_html));
    EXPECT_TRUE(is_valid_utf8(item.content_text));
    EXPECT_EQ(item.tags.at(0).size(), 1024U);
}

TEST(JsonFeed, keeps_memory_in_proportion_to_the_document) {  // C-15
    auto const kept = [](Feed const& feed) {
        std::size_t bytes = feed.items.capacity() * sizeof(Item);
        for (auto const& item : feed.items) {
            bytes += item.id.size() + item.url.size() + item.image.size() + item.tags.capacity() * sizeof(std::string);
            bytes += item.authors.capacity() * sizeof(Author) + item.attachments.capacity() * sizeof(Attachment);
            for (auto const& attachment : item.attachments) bytes += attachment.url.size();
        }
        return bytes;
    };
    auto const repeated = [](std::string_view piece, std::size_t size) {
        std::string items = "[";
        while (items.size() < size) items += piece;
        items.back() = ']';
        return with_items(items);
    };
    std::string attachments;
    for (int i = 0; i < 300; ++i) attachments += R"({"url":"a"},)";
    attachments.pop_back();
    auto const long_base = R"({"home_page_url":"https://example.org/)" + std::string(2000, 'p') + R"(/",)";
    std::vector<std::string> documents{
        repeated(R"({"id":1},)", 1 << 20),
        repeated(R"({"id":1,"tags":["a","b","c","d","e","f","g"]},)", 1 << 20),
        repeated(R"({"id":1,"attachments":[)" + attachments + "]},", 1 << 20),
        long_base + repeated(R"({"id":1,"url":"a","image":"b"},)", 1 << 20).substr(1),
    };
    for (auto const& json : documents) {
        auto const feed = read(json);
        EXPECT_LE(kept(feed), json.size() * 3 + (8U << 20));
        EXPECT_GE(feed.items.size(), 200U);
    }
}

TEST(JsonFeed, reads_ten_thousand_ordinary_items) {
    std::string items;
    for (int i = 0; i < 10000; ++i)
        items += R"({"id":")" + std::to_string(i) + R"(","url":"https://example.org/)" + std::to_string(i) +
                 R"(","title":"A title","content_html":"<p>Some text of ordinary length</p>"},)";
    items.pop_back();

    EXPECT_EQ(read(with_items("[" + items + "]")).items.size(), 10000U);
}

TEST(JsonFeed, forgives_what_is_plainly_meant) {
    EXPECT_EQ(read(with_items("[{\"id\":\"1\"},]")).items.size(), 1U);
    EXPECT_FALSE(read(with_items("[{\"id\":\"1\"},]")).repaired);
    EXPECT_TRUE(read(with_items("[{\"id\":\"1\",\"title\":\"\xFF\"}]")).repaired);
    EXPECT_EQ(read(with_items("[{\"id\":\"1\",\"title\":\"a\xFFz\"}]")).items.at(0).title, "a\uFFFDz");
    EXPECT_EQ(read(with_items(R"([{"id":"1","title":"\ud800"}])")).items.at(0).title, "\uFFFD");
    EXPECT_EQ(read(with_items("[{\"id\":\"1\"}]") + "}}]] junk").items.size(), 1U);  // B-11
}

TEST(JsonFeed, survives_what_is_no_json) {  // C-15
    // After the classes of the JSON parsing test suite: refused or not, nothing may break.
    for (std::string_view const text : {"[1 true]",
                                        "[a\xE5]",
                                        "[\"\": 1]",
                                        "[\"\"],",
                                        "[,1]",
                                        "[1,,2]",
                                        "[\"x\",,]",
                                        "[\"x\"]]",
                                        "[\"\",]",
                                        "[\"x\"",
                                        "[x",
                                        "[3[ 4]]",
                                        "[1:2]",
                                        "[,]",
                                        "[-]",
                                        "[   , \"\"]",
                                        "[\"a\",\n4\n,1,",
                                        "[1,]",
                                        "[1,,]",
                                        "[\"\va\"\\f]",
                                        "[*]",
                                        "[1,\n1\n,1",
                                        "[{}",
                                        "[fals]",
                                        "[nul]",
                                        "[tru]",
                                        "[++1234]",
                                        "[+1]",
                                        "[+Inf]",
                                        "[-01]",
                                        "[-1.0.]",
                                        "[-2.]",
                                        "[-NaN]",
                                        "[.-1]",
                                        "[.2e-3]",
                                        "[0.1.2]",
                                        "[0.3e+]",
                                        "[0.3e]",
                                        "[0.e1]",
                                        "[0E+]",
                                        "[0e]",
                                        "[1.0e+]",
                                        "[1eE2]",
                                        "[1 000.0]",
                                        "[2.e+3]",
                                        "[9.e+]",
                                        "[Inf]",
                                        "[NaN]",
                                        "[0x1]",
                                        "[1ea]",
                                        "[-Infinity]",
                                        "[- 1]",
                                        "[-012]",
                                        "[\"\\uD800\\\"]",
                                        "[\"\\uD800\\u\"]",
                                        "[\"\\uD800\\u1\"]",
                                        "[\"\\uD800\\u1x\"]",
                                        "[\xC3\xA9]",
                                        "[\"\\x00\"]",
                                        "[\"\\\\\\\"]",
                                        "[\"\\\t\"]",
                                        "[\"\\\xF0\x9F\x8C\x80\"]",
                                        "[\"\\\"]",
                                        "[\"\\u00A\"]",
                                        "[\"\\uD834\\uDd\"]",
                                        "[\"\\uD800\\uD800\\x\"]",
                                        "[\"\\u\xE5\"]",
                                        "[\"\\a\"]",
                                        "[\"\\uqqqq\"]",
                                        "[\\u0020\"a\"]",
                                        "[\\n]",
                                        "\"",
                                        "['single']",
                                        "abc",
                                        "[\"\\",
                                        "[\"a\nb\"]",
                                        "[\"\t\"]",
                                        "\"\\UA66D\"",
                                        "<.>",
                                        "[<null>]",
                                        "[1]x",
                                        "[][",
                                        "]",
                                        "{\"x\": true,",
                                        "{]",
                                        "\xEF\xBB\xBF{}",
                                        "\xE5",
                                        "[True]",
                                        "1]",
                                        "{\"a\":true} \"x\"",
                                        "{\"asd\":\"asd\"",
                                        "{\"a\":/*comment*/\"b\"}",
                                        "{\"a\" b}",
                                        "{:\"b\"}",
                                        "{\"a\" \"b\"}",
                                        "{key: 'value'}",
                                        "{\"id\":0,,,,,}",
                                        "{\"a\":\"b\"}/**/",
                                        "{\"a\":\"a\" 123}",
                                        "{\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD}",
                                        "\x00",
                                        "[1e99999]",
                                        "[-1e99999]",
                                        "[123123e100000]",
                                        "{\"id\":1e99999}",
                                        "[\"\\uDFAA\"]",
                                        "[\"\\uDd1e\\uD834\"]",
                                        "[\xFF]",
                                        "[\"\xF4\xBF\xBF\xBF\"]",
                                        "[\"\xED\xA0\x80\"]",
                                        "[\"\xC0\xAF\"]",
                                        "\xFF\xFE[\x00\"\x00"}) {
        SCOPED_TRACE(text);
        EXPECT_NE(failure(text).reason, "");
        auto const inside = read_json_feed(with_items(text), base_url);
        EXPECT_TRUE(!inside || is_valid_utf8(print_feed(*inside)));
    }
}

}  // namespace
}  // namespace feedherald::parse
