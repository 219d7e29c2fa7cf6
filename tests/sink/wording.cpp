// SPDX-License-Identifier: MIT
// Foreign text in each notation: no markup, no mention, no torn entity.
#include "sink/webhook/wording.hpp"

#include <string>

#include <gtest/gtest.h>

namespace {

using namespace feedherald::sink;

TEST(Wording, counts_in_the_services_unit) {
    EXPECT_EQ(size_in(Unit::bytes, "aß😀"), 7u);
    EXPECT_EQ(size_in(Unit::characters, "aß😀"), 3u);
    EXPECT_EQ(size_in(Unit::utf16, "aß😀"), 4u);
    EXPECT_EQ(size_in(Unit::utf16, ""), 0u);
}

TEST(Wording, escapes_for_each_notation) {
    struct Row {
        Escape escape;
        char const* text;
        char const* expected;
    };
    for (auto const& [escape, text, expected] : {
             Row{as_plain, "<b>&*@a", "<b>&*@a"},
             Row{as_unmentioned, "<b>&*@a", "<b>&*@\u200ba"},
             Row{as_html, "<b class=\"x\">&amp;", "&lt;b class=&quot;x&quot;&gt;&amp;amp;"},
             Row{as_mrkdwn, "<!channel> & <http://evil|here>", "&lt;!channel&gt; &amp; &lt;http://evil|here&gt;"},
             Row{as_markdown, "[here](http://evil) *b* `c` <@1> #h",
                 R"(\[here\]\(http://evil\) \*b\* \`c\` \<@​1\> \#h)"},
             Row{as_markdown, "||spoiler|| ~~x~~ ![i](u) a\\b", R"(\|\|spoiler\|\| \~\~x\~\~ \!\[i\]\(u\) a\\b)"},
             Row{as_chat, "<users/all> <http://evil|here>", "<\u200busers/all> <\u200bhttp://evil|here>"},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(escape(text), expected);
    }
}

TEST(Wording, takes_mentions_out_but_leaves_addresses) {
    for (auto const escape : {as_unmentioned, as_html, as_mrkdwn, as_markdown, as_chat}) {
        EXPECT_EQ(escape("@everyone hi"), "@\u200beveryone hi");
        EXPECT_EQ(escape("hi @here, @all"), "hi @\u200bhere, @\u200ball");
        EXPECT_EQ(escape("a@example.org"), "a@example.org");
        EXPECT_EQ(escape("5 @ 3 @"), "5 @ 3 @");
        EXPECT_EQ(escape("@ü"), "@\u200bü");
    }
}

TEST(Fitted, never_exceeds_the_limit_nor_tears_an_escape) {
    std::string const text = "a&b <c> \"d\" @everyone 😀 é [x](y) ";
    std::string long_text;
    for (int i = 0; i < 50; ++i) long_text += text;
    for (auto const escape : {as_plain, as_html, as_mrkdwn, as_markdown, as_chat})
        for (auto const unit : {Unit::bytes, Unit::utf16, Unit::characters})
            for (std::size_t limit = 0; limit < 120; ++limit) {
                auto const result = fitted(long_text, limit, unit, escape);
                ASSERT_LE(size_in(unit, result), limit);
                if (escape == as_html) {
                    auto const last = result.rfind('&');
                    ASSERT_TRUE(last == std::string::npos || result.find(';', last) != std::string::npos) << result;
                }
                ASSERT_TRUE(limit <= 20 || size_in(unit, result) >= limit / 3) << result;
            }
}

TEST(Fitted, leaves_alone_what_fits) {
    EXPECT_EQ(fitted("a & b", 9, Unit::bytes, as_html), "a &amp; b");
    EXPECT_EQ(fitted("a & b", 8, Unit::bytes, as_html), "a…");
    EXPECT_EQ(fitted("", 0, Unit::bytes, as_html), "");
}

TEST(Fitted, bounds_its_work_on_enormous_text) {
    EXPECT_LE(fitted(std::string(10000000, '&'), 4000, Unit::bytes, as_html).size(), 4000u);
}

TEST(QuotedLink, cannot_leave_its_notation) {
    EXPECT_EQ(quoted_link("https://e.org/a_b-c~d?x=1&y=@2#f"), "https://e.org/a_b-c~d?x=1&y=@2#f");
    EXPECT_EQ(quoted_link("https://e.org/a_(b)"), "https://e.org/a_%28b%29");
    EXPECT_EQ(quoted_link("https://e.org/>|x\"'<[] \n\x7f"), "https://e.org/%3E%7Cx%22%27%3C%5B%5D%20%0A%7F");
    EXPECT_EQ(quoted_link_in_html("https://e.org/?a=1&b=\""), "https://e.org/?a=1&amp;b=%22");
}

}  // namespace
