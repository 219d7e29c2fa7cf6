// SPDX-License-Identifier: MIT
// Every preset under hostile posts: its limits and its mentions.
#include "preset_post.hpp"
#include "samples.hpp"
#include "sink/webhook/wording.hpp"

#include <array>
#include <functional>
#include <initializer_list>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using namespace std::chrono_literals;
using test::post;
using test::settings_of;
using testing::HasSubstr;
using testing::Not;
namespace json = boost::json;

void for_each_text(json::value const& value, std::function<void(std::string const&)> const& on_text) {
    if (auto const* text = value.if_string()) on_text(std::string(*text));
    if (auto const* array = value.if_array())
        for (auto const& element : *array) for_each_text(element, on_text);
    if (auto const* object = value.if_object())
        for (auto const& member : *object) for_each_text(member.value(), on_text);
}

TEST(Preset, survives_hostile_posts_with_valid_json_and_no_mention) {
    for (auto const& preset : sink::presets()) {
        SCOPED_TRACE(preset.name);
        auto const request = post(preset.name, test::hostile());
        bool const is_plain = preset.name == "ntfy" || preset.name == "gotify" || preset.name == "pushover" ||
                              preset.name == "homeassistant" || preset.name == "matrix";
        for_each_text(json::parse(request.body), [&](std::string const& text) {
            for (auto const* bad : {"\x1b", "\x7f", "\r", "\u202e", "\u2066"})
                EXPECT_EQ(text.find(bad), std::string::npos) << text;
            if (is_plain) return;
            EXPECT_EQ(text.find("@everyone"), std::string::npos) << text;
            EXPECT_TRUE(preset.name != "slack" || text.find("<!channel>") == std::string::npos) << text;
        });
        EXPECT_LE(request.body.size(), 21000u);
    }
}

std::string text_at(json::value const& value, std::string const& pointer) {
    return std::string(value.at_pointer(pointer).as_string());
}

/** What would call somebody if it went out as it stands; behind scripts without blanks too. */
constexpr std::array<char const*, 12> calls{"@everyone",  "@here",      "@channel",    "@all",
                                            "@room",      "x@everyone", "漢字@all",    "привет@here",
                                            "<!channel>", "<@U123>",    "<users/all>", "<at>Ada</at>"};

/** Mentions that are left in `text`: a name right behind an @, or an angle bracket that is neither ours nor escaped. */
std::string calls_left_in(std::string text, std::initializer_list<char const*> ours) {
    for (std::string_view const own : ours)
        for (std::size_t at = 0; (at = text.find(own, at)) != std::string::npos;) text.erase(at, own.size());
    for (std::string const call : {"@everyone", "@here", "@channel", "@all", "@room", "@U123"})
        if (text.find(call) != std::string::npos) return call;
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; ++at) {
        bool const is_escaped = at > 0 && text[at - 1] == '\\';
        bool const is_split = text.compare(at + 1, 3, "\u200b") == 0;
        if (!is_escaped && !is_split) return text.substr(at, 12);
    }
    return "";
}

TEST(Preset, lets_no_mention_through_wherever_it_stands) {
    auto delivery = test::ordinary();
    auto& alert = delivery.alert;
    for (auto const* call : calls) {
        SCOPED_TRACE(call);
        alert.feed_title = alert.item.title = std::string("a ") + call + " b";
        alert.item.summary = std::string(call) + ", (" + call + ") [x](http://evil.example) <http://evil.example|x>";
        auto const body = [&](std::string_view preset) { return json::parse(post(preset, delivery).body); };

        EXPECT_EQ(calls_left_in(text_at(body("slack"), "/blocks/0/text/text"), {"<https://"}), "");
        EXPECT_EQ(calls_left_in(text_at(body("slack"), "/text"), {}), "");
        for (auto const* field : {"/embeds/0/title", "/embeds/0/description"})
            EXPECT_EQ(calls_left_in(text_at(body("discord"), field), {}), "");
        EXPECT_EQ(calls_left_in(text_at(body("mattermost"), "/text"), {}), "");
        for (auto const* field : {"/body/0/text", "/body/1/text", "/body/2/text"})
            EXPECT_EQ(calls_left_in(text_at(body("teams"), std::string("/attachments/0/content") + field), {}), "");
        EXPECT_EQ(calls_left_in(text_at(body("googlechat"), "/text"), {"<https://"}), "");
        for (auto const* field : {"/text"})
            EXPECT_EQ(
                calls_left_in(text_at(body("telegram"), field), {"<b>", "</b>", "<i>", "</i>", "<a href=\"", "</a>"}),
                "");
        EXPECT_EQ(calls_left_in(text_at(body("matrix"), "/formatted_body"),
                                {"<b>", "</b>", "<i>", "</i>", "<br>", "<a href=\"", "</a>"}),
                  "");
        EXPECT_EQ(text_at(body("matrix"), "/body").find("@room"), std::string::npos);
    }
}

TEST(Preset, shows_a_link_that_hides_in_feed_text_as_text) {
    auto delivery = test::ordinary();
    delivery.alert.item.title = delivery.alert.item.summary =
        "go [here](http://evil.example) or <http://evil.example|there>";
    auto const body = [&](std::string_view preset) { return json::parse(post(preset, delivery).body); };

    for (auto const& text : {text_at(body("discord"), "/embeds/0/title"), text_at(body("mattermost"), "/text"),
                             text_at(body("teams"), "/attachments/0/content/body/0/text")})
        EXPECT_THAT(text, Not(HasSubstr("[here](http")));
    for (auto const& text : {text_at(body("slack"), "/blocks/0/text/text"), text_at(body("googlechat"), "/text")})
        EXPECT_THAT(text, Not(HasSubstr("<http://evil")));
}

TEST(Preset, keeps_matrix_from_mentioning) {
    auto const body = json::parse(post("matrix", test::hostile()).body);

    EXPECT_EQ(body.at("m.mentions"), json::value(json::object{}));
    EXPECT_THAT(std::string(body.at("formatted_body").as_string()), Not(HasSubstr("@everyone")));
}

TEST(Preset, stays_under_each_services_limit_in_every_script) {
    for (std::string const unit : {"x ", "& ", "<>", "ß", "漢字", "😀", "*_["}) {
        SCOPED_TRACE(unit);
        auto delivery = test::ordinary();
        auto& item = delivery.alert.item;
        item.title.clear();
        item.summary.clear();
        for (int i = 0; i < 10000; ++i) item.title += unit, item.summary += unit;
        delivery.alert.feed_title = item.title;
        auto const body = [&](std::string_view preset) { return json::parse(post(preset, delivery).body); };
        using sink::size_in;
        using sink::Unit;

        EXPECT_LE(text_at(body("ntfy"), "/message").size(), 4096u);
        EXPECT_LE(text_at(body("slack"), "/blocks/0/text/text").size(), 3000u * 4);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("slack"), "/blocks/0/text/text")), 3000u);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("discord"), "/embeds/0/title")), 256u);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("discord"), "/embeds/0/description")), 4096u);
        EXPECT_LE(size_in(Unit::utf16, text_at(body("discord"), "/embeds/0/author/name")), 256u);
        EXPECT_LE(size_in(Unit::characters, text_at(body("mattermost"), "/text")), 16383u);
        EXPECT_LE(post("teams", delivery).body.size(), 21000u);
        EXPECT_LE(text_at(body("pushover"), "/title").size(), 250u);
        EXPECT_LE(text_at(body("pushover"), "/message").size(), 1024u);
        EXPECT_LE(size_in(Unit::characters, text_at(body("googlechat"), "/text")), 4000u);
        EXPECT_LE(post("matrix", delivery).body.size(), 60000u);

        auto telegram = text_at(body("telegram"), "/text");
        for (auto const* entity : {"&amp;", "&lt;", "&gt;", "&quot;"})
            for (std::size_t at = 0; (at = telegram.find(entity, at)) != std::string::npos; ++at)
                telegram.replace(at, std::string_view(entity).size(), "x");
        EXPECT_LE(size_in(Unit::utf16, telegram), 4096u);
    }
}

TEST(Preset, stays_under_each_services_limit_with_a_link_that_grows_when_it_is_quoted) {
    for (char const special : {'&', '|', 'x'}) {
        SCOPED_TRACE(special);
        auto delivery = test::ordinary();
        auto& item = delivery.alert.item;
        item.url = "https://example.org/?" + std::string(1970, special);
        item.title = item.summary = std::string(3000, '&');
        delivery.alert.feed_title = item.title;
        auto const body = [&](std::string_view preset) { return json::parse(post(preset, delivery).body); };

        EXPECT_LE(text_at(body("slack"), "/blocks/0/text/text").size(), 3000u);
        EXPECT_LE(text_at(body("googlechat"), "/text").size(), 4096u);
        EXPECT_LE(text_at(body("mattermost"), "/text").size(), 16383u);
        EXPECT_LE(post("teams", delivery).body.size(), 21000u);
    }
}

TEST(Preset, says_something_even_of_an_empty_item) {
    Delivery empty;
    empty.uid = "0";
    for (auto const& preset : sink::presets()) {
        SCOPED_TRACE(preset.name);
        EXPECT_THAT(post(preset.name, empty).body, HasSubstr("Untitled"));
    }
}

TEST(Preset, leaves_out_links_that_must_not_be_opened) {
    auto delivery = test::ordinary();
    delivery.alert.item.url = "javascript:alert(1)";
    for (auto const& preset : sink::presets()) {
        SCOPED_TRACE(preset.name);
        EXPECT_THAT(post(preset.name, delivery).body, Not(HasSubstr("javascript")));
    }
}

TEST(Preset, puts_urgency_where_the_service_has_one) {
    auto delivery = test::ordinary();
    delivery.alert.urgency = Urgency::critical;
    EXPECT_EQ(json::parse(post("ntfy", delivery).body).at("priority"), 5);
    EXPECT_EQ(json::parse(post("gotify", delivery).body).at("priority"), 8);
    EXPECT_EQ(json::parse(post("pushover", delivery).body).at("priority"), 1);
    delivery.alert.urgency = Urgency::low;
    EXPECT_EQ(json::parse(post("ntfy", delivery).body).at("priority"), 2);
    EXPECT_EQ(json::parse(post("telegram", delivery).body).at("disable_notification"), true);
}

TEST(RateOf, is_the_users_else_the_services) {
    config::SinkSettings settings;
    settings.type = "slack";
    EXPECT_EQ(sink::rate_of(settings), (config::Rate{1, 1100ms}));
    settings.rate = config::Rate{30, 60s};
    EXPECT_EQ(sink::rate_of(settings), (config::Rate{30, 60s}));
    settings.rate.reset();
    settings.type = "telegram";
    settings.settings = settings_of("telegram");
    EXPECT_EQ(sink::rate_of(settings), (config::Rate{20, 60s}));
    settings.type = "webhook";
    EXPECT_EQ(sink::rate_of(settings), std::nullopt);
}

}  // namespace
