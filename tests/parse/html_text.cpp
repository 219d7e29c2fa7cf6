// SPDX-License-Identifier: MIT
// HTML to text by tables (B-23, B-24, C-25).
#include "parse/html_text.hpp"

#include "base/text.hpp"

#include <chrono>
#include <vector>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

struct Case {
    std::string input;
    std::string expected;
};

void expect_text(std::vector<Case> const& cases) {
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        EXPECT_EQ(text_of_html(c.input), c.expected);
    }
}

TEST(TextOfHtml, puts_blocks_on_lines_of_their_own) {  // B-24
    expect_text({
        {"", ""},
        {"plain", "plain"},
        {"<p>one</p><p>two</p>", "one\ntwo"},
        {"<p>one<p>two", "one\ntwo"},
        {"one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"},
        {"one<br><br><br>two", "one\ntwo"},
        {"<ul><li>one</li><li>two</li></ul>three", "one\ntwo\nthree"},
        {"<ol><li>one<li>two</ol>", "one\ntwo"},
        {"<dl><dt>term</dt><dd>meaning</dd></dl>", "term\nmeaning"},
        {"<h1>Head</h1>text", "Head\ntext"},
        {"<div><div><p>deep</p></div></div>", "deep"},
        {"a<b>b</b>c", "abc"},
        {"one <em>two</em> three", "one two three"},
        {"<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"},
        {"one<hr>two", "one\ntwo"},
        {"<blockquote>quote</blockquote>after", "quote\nafter"},
        {"<pre>line 1\n  line 2</pre>after\nwards", "line 1\nline 2\nafter wards"},
        {"</pre>a\nb", "a b"},
    });
}

TEST(TextOfHtml, folds_white_space) {  // B-24
    expect_text({
        {"  one \n\t two  ", "one two"},
        {"one&nbsp;&nbsp;two", "one two"},
        {"one\u00A0\u2003\u3000two", "one two"},
        {"<p> one </p> \n <p> two </p>", "one\ntwo"},
        {"one <b> two</b>", "one two"},
        {"one\u2028two", "one two"},
    });
}

TEST(TextOfHtml, decodes_references_once) {  // B-13, B-23
    expect_text({
        {"AT&amp;T", "AT&T"},
        {"&lt;b&gt;", "<b>"},
        {"&amp;lt;", "&lt;"},
        {"caf&eacute;", "café"},
        {"caf&eacute", "café"},
        {"&notit;", "¬it;"},
        {"&notin;", "∉"},
        {"&hellip;&mdash;", "…—"},
        {"&hellip", "&hellip"},
        {"&CounterClockwiseContourIntegral;", "∳"},
        {"&fjlig;&semi;&Tab;x", "fj; x"},
        {"&NotEqualTilde;", "≂̸"},
        {"&#8217;&#x2019;&#X2019;", "’’’"},
        {"&#8217 x", "’ x"},
        {"&#150;", "–"},
        {"&#1;&#0;&#xD800;&#x110000;&#99999999999;x", "x"},
        {"&#;&#x;&;&", "&#;&#x;&;&"},
        {"&unknown;", "&unknown;"},
        {"&Eacute;&eacute;&EACUTE;", "Éé&EACUTE;"},
        {"a & b", "a & b"},
        {"?a=1&b=2", "?a=1&b=2"},
    });
}

TEST(TextOfHtml, leaves_out_what_is_not_shown) {  // B-24
    expect_text({
        {"a<script>alert('<p>x</p>')</script>b", "ab"},
        {"a<SCRIPT type=x>x</ScRiPt >b", "ab"},
        {"a<style>p { color: red }</style>b", "ab"},
        {"<html><head><title>t</title><meta x></head><body>b</body></html>", "b"},
        {"<title>t</title>b", "b"},
        {"a<template><p>x<template>y</template>z</p></template>b", "ab"},
        {"a<!-- x <p> -- > y -->b", "ab"},
        {"a<!-->b<!--->c", "abc"},
        {"a<!DOCTYPE html>b<?php echo 1 ?>c</ >d", "abcd"},
        {"a<iframe src=x>fallback</iframe>b", "ab"},
        {"a<iframe src=x />b", "ab"},
        {"a<video><p>Your browser is old</p></video>b", "ab"},
        {"a<svg><title>icon</title><text>x</text></svg>b", "ab"},
        {"a<script/>b", "ab"},
        {"a<script>b", "a"},
        {"a<!-- b", "a"},
        {"a<video>b", "ab"},
        {"a<video>b<video>c</video>d", "ad"},
        {"a<head>b", "ab"},
        {"a<img src=x onerror=alert(1) alt='pic'>b", "ab"},
        {"<a href=\"javascript:alert(1)\">link</a>", "link"},
        {"<![CDATA[kept <b>]]> too", "kept <b> too"},
    });
}

TEST(TextOfHtml, reads_tags_as_browsers_do) {
    expect_text({
        {"5 < 6 and 7 > 3", "5 < 6 and 7 > 3"},
        {"I <3 u", "I <3 u"},
        {"a <> b", "a <> b"},
        {"a <", "a <"},
        {"<a title='x > y'>link</a>", "link"},
        {"<a title=\"x > y\" b = 'z>'>link</a>", "link"},
        {"<a title=\"never closed>link</a> more", "link more"},
        {"<p class=it's>text</p>", "text"},
        {"<custom-element>text</custom-element>", "text"},
        {"<o:p>text</o:p>", "text"},
        {"text<b", "text"},
        {"<p<p>text", "text"},
        {"<b/>text</b/>", "text"},
    });
}

TEST(TextOfHtml, is_harmless_to_show) {  // C-25
    expect_text({
        {"\u202Eevil\u202C", "evil"},
        {"&#x202E; evil", "evil"},
        {"a \u2066 b", "a b"},
        {"a\x07"
         "b\x1B[31mc",
         "ab[31mc"},
        {"\xFF<p>\xC3</p>\xE2\x80", "\uFFFD\n\uFFFD\n\uFFFD"},
        {"a\u0085b", "a b"},
    });
}

TEST(TextOfHtml, survives_any_byte_in_linear_time) {
    std::vector<std::string> pieces{
        "<",        "<a",      "<a b=\"",         "<a b='", "<!--", "<![CDATA[", "</", "<video>",
        "<script>", "<svg><",  "<template>",      "&",      "&#",   "&amp",      "<b", "<b a='<b a=\"",
        "<pre>",    "<title>", "<video></audio>", "<p>\n",  "\xE2"};
    constexpr std::size_t size = 1 << 16;
    for (auto const& piece : pieces) {
        SCOPED_TRACE(piece);
        std::string html;
        while (html.size() < size) html += piece;
        auto const start = std::chrono::steady_clock::now();

        auto const text = text_of_html(html);
        auto const title = title_of_rss(html);

        EXPECT_TRUE(is_valid_utf8(text));
        EXPECT_TRUE(is_valid_utf8(title));
        // Quadratic would be minutes.
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
    }
}

TEST(TextOfHtml, survives_every_cut) {
    std::string const html =
        "<!DOCTYPE html><head><title>t</title></head><p class=\"a>b\">caf&eacute; &#8217; <!-- c --> "
        "<script>x</script><![CDATA[d]]> <svg a='1'><g/></svg> \u202E\u00A0 \u65E5\u672C</p>";
    for (std::size_t cut = 0; cut <= html.size(); ++cut) {
        EXPECT_TRUE(is_valid_utf8(text_of_html(html.substr(0, cut))));
        EXPECT_TRUE(is_valid_utf8(text_of_html(html.substr(cut))));
        EXPECT_TRUE(is_valid_utf8(title_of_rss(html.substr(0, cut))));
    }
}

TEST(TitleOfHtml, is_one_line_of_text) {  // B-23
    EXPECT_EQ(title_of_html("<b>Bold</b> &amp;\n<i>new</i><br>line"), "Bold & new line");
    EXPECT_EQ(title_of_html("Use <code>&lt;b&gt;</code>"), "Use <b>");
    EXPECT_EQ(title_of_html("5 < 6"), "5 < 6");
    EXPECT_EQ(title_of_html("AT&amp;amp;T"), "AT&amp;T");
}

TEST(TitleOfRss, decodes_again_only_what_is_still_a_reference) {  // B-23
    std::vector<Case> const cases{
        {"AT&T", "AT&T"},
        {"AT&amp;T", "AT&T"},
        {"It&#8217;s", "It’s"},
        {"It&rsquo;s", "It’s"},
        {"&amp;amp;", "&amp;"},
        {"a &copy b", "a &copy b"},
        {"?a=1&copy=2", "?a=1&copy=2"},
        {"Q & A", "Q & A"},
        {"How to use &lt;b&gt;", "How to use <b>"},
        {"  two\n lines ", "two lines"},
        {"a\u202Eb", "ab"},
    };
    for (auto const& c : cases) EXPECT_EQ(title_of_rss(c.input), c.expected) << c.input;
}

TEST(TitleOfRss, strips_only_tags_that_html_knows) {  // B-23
    std::vector<Case> const cases{
        {"<b>Bold</b> news", "Bold news"},
        {"<B CLASS='x'>Bold</B>", "Bold"},
        {"a<br/>b", "a b"},
        {"5 < 6", "5 < 6"},
        {"I <3 u", "I <3 u"},
        {"std::vector<int> is fine", "std::vector<int> is fine"},
        {"a <b and c> d", "a <b and c> d"},
        {"x <b", "x <b"},
        {"</unknown>", "</unknown>"},
        {"<!-- gone --> stays", "stays"},
        {"<!doctype> stays", "<!doctype> stays"},
        {"<img src='x'>text", "text"},
        {"<script>alert(1)</script>news", "news"},
        {"news <script> news", "news news"},
        {"<a href=\"http://example.org/?a=1&b=2\">link</a>", "link"},
        {"<a title='2 > 1' href=x>link</a>", "link"},
    };
    for (auto const& c : cases) EXPECT_EQ(title_of_rss(c.input), c.expected) << c.input;
}

}  // namespace
}  // namespace feedherald::parse
