// SPDX-License-Identifier: MIT
#include "parse/repair.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

Deadline const all_the_time{std::chrono::hours{1}};

std::string repaired(std::string_view text) {
    return repair(text, Limits{}, all_the_time).text;
}

TEST(Repair, writes_what_was_meant) {  // C-02
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    constexpr Row rows[] = {
        {"<rss>a</rss>", "<rss>a</rss>"},
        {"<rss/>", "<rss></rss>"},
        {"<rss>a & b &amp; c</rss>", "<rss>a &amp; b &amp; c</rss>"},                               // B-12
        {"<rss><a h=\"?a=1&b=2\"/></rss>", "<rss><a h=\"?a=1&amp;b=2\"/></rss>"},                   // B-12
        {"<rss><a h='?a&copy=2'/></rss>", "<rss><a h=\"?a&amp;copy=2\"/></rss>"},                   // B-12
        {"<rss>&eacute;&NotAnEntity;&copy x</rss>", "<rss>\u00E9&amp;NotAnEntity;\u00A9 x</rss>"},  // B-13
        {"<rss><link>?a&copy b</link></rss>", "<rss><link>?a&amp;copy b</link></rss>"},
        {"<rss>5 < 6 <3 </ <! <? <</rss>", "<rss>5 &lt; 6 &lt;3 &lt;/ &lt;! &lt;? &lt;</rss>"},  // B-14
        {"<rss>&#128;&#8;&#0;&#xD800;&#60;</rss>", "<rss>\u20AC&lt;</rss>"},                     // B-07
        {"<rss>a\x01\x0B\u0085\uFFFE"
         "b</rss>",
         "<rss>ab</rss>"},  // B-07
        {"<rss><b><i>x</b></rss>", "<rss><b><i>x</i></b></rss>"},
        {"<rss></z><b></rss>", "<rss><b></b></rss>"},
        {"<rss><a b=c d='e' f d=2 g=\"h\"i=j></a></rss>", "<rss><a b=\"c\" d=\"e\" f=\"\" g=\"h\" i=\"j\"></a></rss>"},
        {"<rss><!-- x --><?y z?>t<!DOCTYPE q></rss>", "<rss>t</rss>"},
        {"<rss>a > \"b\" ]<!-- -->]<!-- -->> ]&#93;></rss>", "<rss>a > \"b\" ]]&gt; ]]&gt;</rss>"},
        {"<rss><a b='\"&quot;&eacute;\"'/></rss>", "<rss><a b=\"&quot;&quot;\u00E9&quot;\"/></rss>"},
        {"<rss><![CDATA[a<b>&c;]]></rss>", "<rss><![CDATA[a<b>&c;]]></rss>"},
        {"<rss>a ]]> b</rss>", "<rss>a ]]&gt; b</rss>"},
        {"<rss><Title>x</tITLE></rss>", "<rss><Title>x</Title></rss>"},                             // B-17
        {"<rss><item><p></item><item></rss>", "<rss><item><p></p></item><item></item></rss>"},      // B-15
        {"<rss><item><d>x<item>y</item></rss>", "<rss><item><d>x</d></item><item>y</item></rss>"},  // B-15
        {"<a:feed><a:entry><a:id>x<a:entry>y</a:entry></a:feed>",
         "<a:feed><a:entry><a:id>x</a:id></a:entry><a:entry>y</a:entry></a:feed>"},  // B-15
        {"<a:feed><a:entry><a:id>x<a:title>y</a:title></a:entry></a:feed>",
         "<a:feed><a:entry><a:id>x</a:id><a:title>y</a:title></a:entry></a:feed>"},  // B-15
        {"<rss><x>l1<br>l2</x></rss>", "<rss><x>l1<br/>l2</x></rss>"},               // B-15
        {"<rss>x</rss><script>y</script><rss>z</rss>", "<rss>x</rss>"},              // B-11
        {"<rss><a href=\"x>y</a><b c=\"d\"></b></rss>", "<rss><a href=\"x\">y</a><b c=\"d\"></b></rss>"},
        {"<rss><a t=\"<b>\"/></rss>", "<rss><a t=\"&lt;b>\"/></rss>"},
    };
    for (auto const& row : rows) {
        EXPECT_EQ(repaired(row.text), row.expected);
        EXPECT_FALSE(repair(row.text, Limits{}, all_the_time).is_truncated) << row.text;
    }
}

TEST(Repair, says_where_the_input_ended) {  // B-16
    for (std::string_view const text :
         {"<rss><a>te", "<rss><a>te<b c=\"d", "<rss><a>te</a", "<rss><a>te<b", "<rss><a>te<b c=d e"}) {
        auto const result = repair(text, Limits{}, all_the_time);
        EXPECT_TRUE(result.is_truncated) << text;
        EXPECT_EQ(result.text.substr(0, result.cut_at), "<rss><a>te") << text;
        EXPECT_EQ(result.text.substr(result.cut_at), "</a></rss>") << text;
    }
}

TEST(Repair, splits_sections_that_libxml2_would_refuse) {
    auto const result = repaired("<rss><![CDATA[" + std::string(11'000'000, 'x') + "]]></rss>");
    auto const first = result.find("]]>");

    EXPECT_LT(first, 2'000'000U);
    EXPECT_GT(result.size(), 11'000'000U);
}

}  // namespace
}  // namespace feedherald::parse
