// SPDX-License-Identifier: MIT
// The exact request of each preset for an ordinary post.
#include "preset_post.hpp"
#include "samples.hpp"

#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using test::post;
using test::secret_header;
using testing::HasSubstr;
namespace json = boost::json;

TEST(Preset, ntfy_posts_to_the_root_and_names_the_topic) {
    auto const request = post("ntfy", test::ordinary());

    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.uri.target, "/");
    EXPECT_EQ(secret_header(request, "Authorization"), "Bearer t0ken");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"topic":"my-posts","title":"Größe & Form",
        "message":"The Blog\nWhat it is about","priority":3,"tags":["newspaper"],
        "click":"https://blog.example/1?a=1&b=2",
        "actions":[{"action":"view","label":"Open","url":"https://blog.example/1?a=1&b=2"}]})"));
    EXPECT_EQ(post("ntfy", test::ordinary(), "https://e.org/push/my%20topic/").uri.target, "/push/");
    EXPECT_THAT(post("ntfy", test::ordinary(), "https://e.org/push/my%20topic").body, HasSubstr("\"my topic\""));
}

TEST(Preset, gotify_posts_to_message_with_its_key) {
    auto const request = post("gotify", test::ordinary());

    EXPECT_EQ(request.uri.target, "/push/message");
    EXPECT_EQ(secret_header(request, "X-Gotify-Key"), "t0ken");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"title":"Größe & Form",
        "message":"The Blog\nWhat it is about\nhttps://blog.example/1?a=1&b=2","priority":5,
        "extras":{"client::display":{"contentType":"text/plain"},
                  "client::notification":{"click":{"url":"https://blog.example/1?a=1&b=2"}}}})"));
}

TEST(Preset, slack_escapes_and_links_the_title) {
    auto const request = post("slack", test::ordinary());

    EXPECT_EQ(request.uri.target, "/services/T/B/X");
    EXPECT_EQ(json::parse(request.body),
              json::parse(R"({"text":"The Blog: Größe &amp; Form","blocks":[{"type":"section",
        "text":{"type":"mrkdwn",
                "text":"*<https://blog.example/1?a=1&amp;b=2|Größe &amp; Form>*\nThe Blog\nWhat it is about",
                "verbatim":true}}],"unfurl_links":false,"unfurl_media":false})"));
}

TEST(Preset, discord_embeds_and_mentions_nobody) {
    auto const request = post("discord", test::ordinary());

    EXPECT_EQ(request.uri.target, "/api/webhooks/1/k3y?wait=true");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"username":"feedherald","embeds":[{"title":"Größe & Form",
        "url":"https://blog.example/1?a=1&b=2","description":"What it is about","timestamp":"2026-11-22T07:00:00Z",
        "author":{"name":"The Blog"}}],"allowed_mentions":{"parse":[]}})"));
    EXPECT_EQ(post("discord", test::ordinary(), "https://discord.com/api/webhooks/1/k?thread_id=5").uri.target,
              "/api/webhooks/1/k?thread_id=5&wait=true");
}

TEST(Preset, mattermost_writes_markdown) {
    EXPECT_EQ(json::parse(post("mattermost", test::ordinary()).body), json::parse(R"({"username":"feedherald",
        "text":"**[Größe & Form](https://blog.example/1?a=1&b=2)**\nThe Blog\nWhat it is about"})"));
}

TEST(Preset, telegram_has_the_token_in_its_path) {
    auto const request = post("telegram", test::ordinary());

    EXPECT_EQ(request.uri.target, "/bott0ken/sendMessage");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"chat_id":"-1001",
        "text":"<b><a href=\"https://blog.example/1?a=1&amp;b=2\">Größe &amp; Form</a></b>\n<i>The Blog</i>\nWhat it is about",
        "parse_mode":"HTML","link_preview_options":{"url":"https://blog.example/1?a=1&b=2"},
        "disable_notification":false})"));
}

TEST(Preset, matrix_puts_under_the_id_of_the_delivery) {
    auto const request = post("matrix", test::ordinary());

    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.uri.target,
              "/_matrix/client/v3/rooms/%21room%3Amatrix.example/send/m.room.message/0123456789abcdef0123456789abcdef");
    EXPECT_EQ(secret_header(request, "Authorization"), "Bearer t0ken");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"msgtype":"m.text",
        "body":"Größe & Form\nThe Blog\nWhat it is about\nhttps://blog.example/1?a=1&b=2",
        "format":"org.matrix.custom.html",
        "formatted_body":"<b><a href=\"https://blog.example/1?a=1&amp;b=2\">Größe &amp; Form</a></b><br><i>The Blog</i><br>What it is about",
        "m.mentions":{}})"));
}

TEST(Preset, teams_sends_an_adaptive_card) {
    auto const request = post("teams", test::ordinary());

    EXPECT_EQ(request.uri.target, "/workflows/1?sig=k3y");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"type":"message","attachments":[{
        "contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{
        "$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4",
        "body":[{"type":"TextBlock","text":"Größe & Form","wrap":true,"weight":"Bolder","size":"Medium"},
                {"type":"TextBlock","text":"The Blog","wrap":true,"isSubtle":true},
                {"type":"TextBlock","text":"What it is about","wrap":true}],
        "actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://blog.example/1?a=1&b=2"}]}}]})"));
}

TEST(Preset, pushover_names_token_and_user) {
    auto const request = post("pushover", test::ordinary());

    EXPECT_EQ(request.uri.target, "/1/messages.json");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({"token":"t0ken","user":"us3r","title":"Größe & Form",
        "message":"The Blog\nWhat it is about","priority":0,"timestamp":1795334400,
        "url":"https://blog.example/1?a=1&b=2","url_title":"Open"})"));
    EXPECT_EQ(post("pushover", test::ordinary(), "https://proxy.example").uri.target, "/1/messages.json");
}

TEST(Preset, google_chat_threads_by_feed) {
    auto const request = post("googlechat", test::ordinary());

    EXPECT_EQ(request.uri.target,
              "/v1/spaces/S/messages?key=K&token=T&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    auto const body = json::parse(request.body);
    EXPECT_EQ(body.at("text").as_string(),
              "*<https://blog.example/1?a=1&b=2|Größe & Form>*\nThe Blog\nWhat it is about");
    auto other = test::ordinary();
    other.alert.feed_url += "2";
    EXPECT_EQ(body.at("thread"), json::parse(post("googlechat", test::failing_feed()).body).at("thread"));
    EXPECT_NE(body.at("thread"), json::parse(post("googlechat", other).body).at("thread"));
}

TEST(Preset, home_assistant_has_three_doors) {
    EXPECT_EQ(json::parse(post("homeassistant", test::ordinary()).body), json::parse(R"({
        "id":"0123456789abcdef0123456789abcdef","kind":"item.new","feed":"The Blog","title":"Größe & Form",
        "message":"What it is about","url":"https://blog.example/1?a=1&b=2","published":"2026-11-22T07:00:00Z"})"));

    auto const notify = post("homeassistant", test::ordinary(), "https://home.example/api/services/notify/phone");
    EXPECT_EQ(secret_header(notify, "Authorization"), "Bearer t0ken");
    EXPECT_EQ(json::parse(notify.body), json::parse(R"({"title":"Größe & Form","message":"The Blog\nWhat it is about",
        "data":{"url":"https://blog.example/1?a=1&b=2","clickAction":"https://blog.example/1?a=1&b=2"}})"));

    auto const persistent = post("homeassistant", test::ordinary(), "https://home.example");
    EXPECT_EQ(persistent.uri.target, "/api/services/persistent_notification/create");
    EXPECT_EQ(json::parse(persistent.body), json::parse(R"({"title":"Größe & Form",
        "message":"The Blog\nWhat it is about\nhttps://blog.example/1?a=1&b=2",
        "notification_id":"feedherald-0123456789abcdef0123456789abcdef"})"));
}

}  // namespace
