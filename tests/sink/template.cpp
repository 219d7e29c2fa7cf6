// SPDX-License-Identifier: MIT
// Templates: fields, formats as in fmt, and what is refused when the configuration is read.
#include "sink/webhook/template.hpp"

#include "samples.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using sink::render;
using sink::template_error;
using testing::HasSubstr;
using testing::Optional;

TEST(Template, fills_in_every_field) {
    struct Row {
        char const* text;
        char const* expected;
    };
    for (auto const& [text, expected] : {
             Row{"", ""},
             Row{"plain", "plain"},
             Row{"{feed}: {title}", "The Blog: Größe & Form"},
             Row{"{url}", "https://blog.example/1?a=1&b=2"},
             Row{"{summary}", "What it is about"},
             Row{"{author}", "Ada, Charles"},
             Row{"{tags}", "c++, async"},
             Row{"{published}", "2026-11-22T07:00:00Z"},
             Row{"{id}", "tag:blog.example,2026:1"},
             Row{"{kind}", "item.new"},
             Row{"{{title}} {{{title}}}", "{title} {Größe & Form}"},
             Row{"}}{{", "}{"},
             Row{"ü{kind}ü", "üitem.newü"},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(template_error(text), std::nullopt);
        EXPECT_EQ(render(text, test::ordinary().alert), expected);
    }
}

TEST(Template, cuts_and_pads_by_characters_as_fmt_does) {
    struct Row {
        char const* text;
        char const* expected;
    };
    for (auto const& [text, expected] : {
             Row{"{title:.3}", "Grö"},
             Row{"{title:.5}", "Größe"},
             Row{"{title:.0}", ""},
             Row{"{title:.80}", "Größe & Form"},
             Row{"{title:.80s}", "Größe & Form"},
             Row{"{title:}", "Größe & Form"},
             Row{"{title:14}|", "Größe & Form  |"},
             Row{"{title:<14}|", "Größe & Form  |"},
             Row{"{title:>14}|", "  Größe & Form|"},
             Row{"{title:^15}|", " Größe & Form  |"},
             Row{"{title:*>8.5}|", "***Größe|"},
             Row{"{title:…^9.5}|", "……Größe……|"},
             Row{"{title:<<7.5}|", "Größe<<|"},
             Row{"{title:3}|", "Größe & Form|"},
         }) {
        SCOPED_TRACE(text);
        EXPECT_EQ(template_error(text), std::nullopt);
        EXPECT_EQ(render(text, test::ordinary().alert), expected);
    }
}

TEST(TemplateError, says_what_is_wrong) {
    struct Row {
        char const* text;
        char const* expected;
    };
    for (auto const& [text, expected] : {
             Row{"{titel}", "no field {titel}"},
             Row{"{}", "no field {}"},
             Row{"{0}", "no field {0}"},
             Row{"{Title}", "no field {Title}"},
             Row{"{ title }", "no field { title }"},
             Row{"{title", "without its }"},
             Row{"a } b", "without its {"},
             Row{"{title}}", "without its {"},
             Row{"{title:d}", "\"d\""},
             Row{"{title:.}", "\".\""},
             Row{"{title:.x}", "\".x\""},
             Row{"{title:08}", "\"08\""},
             Row{"{title:+}", "\"+\""},
             Row{"{title:99999999999999999999999}", "format"},
             Row{"{title:.{kind}}", "format"},
             Row{"\xff{title}", "UTF-8"},
         }) {
        SCOPED_TRACE(text);
        EXPECT_THAT(template_error(text), Optional(HasSubstr(expected)));
    }
    EXPECT_THAT(template_error("{titel}"), Optional(HasSubstr("{published}")));
    EXPECT_THROW(render("{titel}", Alert{}), std::runtime_error);
}

TEST(Template, never_reads_feed_text_as_a_template) {
    auto alert = test::ordinary().alert;
    alert.item.title = "{url} {{ }";

    EXPECT_EQ(render("{title}", alert), "{url} {{ }");
}

// C-25
TEST(Template, makes_fields_harmless) {
    auto const alert = test::hostile().alert;
    for (auto const* text : {"{feed}", "{title}", "{summary}", "{author}", "{tags}", "{id}"}) {
        SCOPED_TRACE(text);
        auto const rendered = render(text, alert);
        EXPECT_FALSE(rendered.empty());
        for (auto const* bad : {"\x1b", "\x7f", "\r", "\u202e", "\u2066"})
            EXPECT_EQ(rendered.find(bad), std::string::npos);
    }
    EXPECT_LE(render("{summary}", alert).size(), 4u * 20000);
}

TEST(Template, offers_only_links_that_may_be_opened) {
    auto alert = test::ordinary().alert;
    alert.item.url = "javascript:alert(1)";

    EXPECT_EQ(render("{url}", alert), "");
}

TEST(Template, says_what_became_of_a_feed) {
    auto const alert = test::failing_feed().alert;

    EXPECT_EQ(render("{kind}|{title}|{summary}|{url}|{id}|{author}{tags}{published}", alert),
              "feed.failing|Feed is failing: The Blog|no success for 3 days: connection refused|"
              "https://blog.example/||");
}

TEST(Template, has_a_title_for_an_item_that_has_none) {
    auto alert = test::ordinary().alert;
    alert.item.title.clear();
    EXPECT_EQ(render("{title}", alert), "What it is about");

    alert.item.summary.clear();
    EXPECT_EQ(render("{title}", alert), "https://blog.example/1?a=1&b=2");
}

}  // namespace
