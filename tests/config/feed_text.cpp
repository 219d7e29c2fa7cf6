// SPDX-License-Identifier: MIT
#include "config/feed_text.hpp"

#include "config/table_spans.hpp"
#include "config/toml_document.hpp"

#include <array>
#include <random>

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

std::string without(std::string const& text, std::size_t index) {
    return without_feeds(text, std::array{index});
}

std::string with(std::string const& text, NewFeed const& feed) {
    return with_feeds(text, {&feed, 1});
}

std::vector<std::string> urls(std::string const& text) {
    std::vector<std::string> urls;
    for (auto const& feed : written_feeds(text).feeds) urls.push_back(feed.url);
    return urls;
}

constexpr char tricky[] = R"(# mine [[feed]]
[alerts]
include = [ # ] not yet
  "a]", '''
[[feed]]
''', # [[feed]]
]

# about the first
[[feed]]
url = "https://a.example/"   # url of a
# name = "A"
tags = ["x",
  "y"]

[[ "feed" ]] # the second
url = """https://b.example/"""
exclude = ['\[', "\"]"]

[feed.headers]
"X-Key" = "[[feed]]"
# between
[sinks.term]
type = "console"
[[feed]]
url = 'https://c.example/'
# the end)";

TEST(TableSpans, are_found_among_strings_arrays_and_comments_that_look_like_headers) {
    std::vector<std::string> found;
    for (auto const& span : table_spans(tricky)) {
        std::string name = span.is_element ? "[[" : "[";
        for (auto const& part : span.path) name += part + ".";
        found.push_back(name + " " + std::to_string(span.first_line) + "-" + std::to_string(span.last_line));
    }
    EXPECT_THAT(found, testing::ElementsAre("[alerts. 2-7", "[[feed. 10-14", "[[feed. 16-18", "[feed.headers. 20-21",
                                            "[sinks.term. 23-24", "[[feed. 25-26"));
}

TEST(FeedText, takes_out_a_feed_and_leaves_every_comment_between_tables) {
    std::string const text = tricky;
    EXPECT_THAT(urls(text), testing::ElementsAre("https://a.example/", "https://b.example/", "https://c.example/"));

    auto const first = text.find("[[feed]]\nurl = \"https://a");
    auto const second = text.find("\n[[ \"feed\" ]]");
    EXPECT_EQ(without(text, 0), text.substr(0, first) + text.substr(second));

    auto const third = text.find("# between");
    EXPECT_EQ(without(text, 1), text.substr(0, second) + text.substr(third)) << "with its [feed.headers]";

    EXPECT_EQ(without(text, 2), text.substr(0, text.rfind("[[feed]]")) + "# the end");
    EXPECT_THAT(urls(without_feeds(text, std::array<std::size_t, 2>{0, 2})),
                testing::ElementsAre("https://b.example/"));
}

TEST(FeedText, writes_a_feed_as_a_person_would) {
    EXPECT_EQ(with("", {"https://a.example/", "", {}, {}}), "[[feed]]\nurl = \"https://a.example/\"\n");
    EXPECT_EQ(with("# no line end", {"https://a.example/", "A \"b\" \\ \t", {"x", "y"}, {"desktop"}}),
              "# no line end\n\n[[feed]]\nurl = \"https://a.example/\"\nname = \"A \\\"b\\\" \\\\ \\u0009\"\n"
              "tags = [\"x\", \"y\"]\nto = [\"desktop\"]\n");
}

TEST(FeedText, keeps_the_line_ends_of_the_file) {
    std::string const text = "# one\r\n[alerts]\r\nbacklog = 1\r\n";
    auto const longer = with(text, {"https://a.example/", "A", {}, {}});

    EXPECT_EQ(longer, text + "\r\n[[feed]]\r\nurl = \"https://a.example/\"\r\nname = \"A\"\r\n");
    EXPECT_EQ(without(longer, 0), text);
}

TEST(FeedText, sees_an_inline_array) {
    auto const written = written_feeds("feed = [ { url = \"https://a.example/\" },\n {url=\"https://b.example/\"} ]\n");
    EXPECT_TRUE(written.inline_array);
    ASSERT_EQ(written.feeds.size(), 2U);
    EXPECT_EQ(written.feeds[1].first_line, 2U);
}

/** The meaning of a text, without where it stands. */
std::string meaning(Node const& node) {
    struct Print {
        std::string operator()(std::string const& text) const { return '"' + text + '"'; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return std::to_string(number); }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(DateText const& date) const { return date.text; }
        std::string operator()(Array const& array) const {
            std::string out = "[";
            for (auto const& one : array) out += meaning(one) + ",";
            return out + "]";
        }
        std::string operator()(Table const& table) const {
            std::vector<std::string> entries;
            for (auto const& entry : table) entries.push_back(entry.key + "=" + meaning(entry.node));
            std::sort(entries.begin(), entries.end());
            std::string out = "{";
            for (auto const& one : entries) out += one + ";";
            return out + "}";
        }
    };
    return std::visit(Print{}, node.value);
}

/** What the text means without its feeds, and what each of them means. */
struct Meaning {
    std::string others;
    std::vector<std::string> feeds;
    friend bool operator==(Meaning const&, Meaning const&) = default;
};

Meaning meaning_of(std::string const& text) {
    Meaning result;
    auto tree = parse_toml(text, "t");
    EXPECT_TRUE(tree) << text;
    if (!tree) return result;
    auto& table = std::get<Table>(tree->value);
    for (auto entry = table.begin(); entry != table.end(); ++entry) {
        if (entry->key != "feed") continue;
        for (auto const& feed : std::get<Array>(entry->node.value)) result.feeds.push_back(meaning(feed));
        table.erase(entry);
        break;
    }
    result.others = meaning(*tree);
    return result;
}

class RandomText {
  public:
    explicit RandomText(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n - 1}(random_); }

    std::string text() {
        std::string out = below(2) == 0 ? "# my feeds\n" : "";
        for (auto pieces = below(8); pieces > 0; --pieces) out += piece();
        if (below(4) == 0 && out.ends_with('\n')) out.pop_back();
        if (below(4) == 0) out = with_crlf(out);
        return out;
    }

    NewFeed feed() { return {address(), below(2) == 0 ? "" : "Näme \"" + std::to_string(below(99)) + "\"", {}, {}}; }

  private:
    std::string address() { return "https://" + std::to_string(++count_) + ".example/?a=%22#x"; }

    std::string piece() {
        auto const number = std::to_string(++count_);
        static constexpr std::array in_feed{"# x = [\n",
                                            "name = \"[[feed]] # \\\" \"\n",
                                            "tags = [ \"a\", # ]\n \"b\" ]\n",
                                            "exclude = ['''\n[[feed]]\nurl = 1\n''']\n",
                                            "\n",
                                            "  enabled = false # no\n",
                                            "include = [\"\"\"a\"\"b\\\"\"\"\"]\n"};
        static constexpr std::array headers{"[[feed]]\n", "[[feed]] # one\n", "  [[ feed ]]\n", "[['feed']]\n"};
        static constexpr std::array between{"\n", "\n\n", "# about [[feed]]\n", "  # indented\n\n", ""};
        auto out = std::string(between.at(below(between.size())));
        if (below(4) == 0)
            return out + "[sinks.s" + number + "]\ntype = \"console\" # [[feed]]\nbody = { a = \"]\", b = [1, 2] }\n";
        out += headers.at(below(headers.size()));
        out += "url = \"" + address() + "\"\n";
        std::array<bool, in_feed.size()> used{};
        for (auto keys = below(4); keys > 0; --keys) {
            auto const key = below(in_feed.size());
            if (!std::exchange(used.at(key), true)) out += in_feed.at(key);
        }
        if (below(5) == 0) out += "[feed.headers]\n\"X-K\" = '[['\n";
        return out;
    }

    static std::string with_crlf(std::string const& text) {
        std::string out;
        for (char const c : text) out.append(c == '\n' ? "\r" : "").append(1, c);
        return out;
    }

    std::mt19937 random_;
    std::size_t count_ = 0;
};

TEST(FeedText, a_thousand_random_edits_keep_all_other_bytes) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        RandomText random(seed);
        auto text = random.text();
        auto before = meaning_of(text);
        for (int edit = 0; edit < 5; ++edit) {
            SCOPED_TRACE(std::to_string(seed) + ":\n" + text);
            auto const feed = random.feed();
            auto const longer = with(text, feed);
            ASSERT_TRUE(longer.starts_with(text));
            auto const after = meaning_of(longer);
            EXPECT_EQ(after.others, before.others);
            ASSERT_EQ(after.feeds.size(), before.feeds.size() + 1);
            EXPECT_TRUE(std::equal(before.feeds.begin(), before.feeds.end(), after.feeds.begin()));
            EXPECT_EQ(urls(longer).back(), feed.url);
            if (text.empty() || text.ends_with('\n')) {
                EXPECT_EQ(without(longer, before.feeds.size()), text);
            }

            auto const index = random.below(after.feeds.size());
            auto const shorter = without(longer, index);
            auto expected = after;
            expected.feeds.erase(expected.feeds.begin() + static_cast<std::ptrdiff_t>(index));
            EXPECT_EQ(meaning_of(shorter), expected);
            // What is left are the lines that stood there, in their order.
            std::size_t at = 0;
            for (char const c : shorter) {
                at = longer.find(c, at);
                ASSERT_NE(at, std::string::npos);
                ++at;
            }
            auto const comments = [](std::string const& of) {
                std::size_t count = 0;
                for (auto place = of.find("# about"); place != std::string::npos; place = of.find("# about", place + 1))
                    ++count;
                return count;
            };
            EXPECT_EQ(comments(shorter), comments(longer));
            text = shorter;
            before = expected;
        }
    }
}

}  // namespace
}  // namespace feedherald::config
