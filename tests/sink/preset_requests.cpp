// SPDX-License-Identifier: MIT
// What an address makes of a preset's request. The requests themselves are the goldens.
#include "preset_post.hpp"
#include "samples.hpp"

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

TEST(Preset, carries_its_token_where_the_service_looks_for_it) {
    EXPECT_EQ(secret_header(post("ntfy", test::ordinary()), "Authorization"), "Bearer t0ken");
    EXPECT_EQ(secret_header(post("gotify", test::ordinary()), "X-Gotify-Key"), "t0ken");
    EXPECT_EQ(secret_header(post("matrix", test::ordinary()), "Authorization"), "Bearer t0ken");
    EXPECT_EQ(post("telegram", test::ordinary()).uri.target, "/bott0ken/sendMessage");
    EXPECT_EQ(json::parse(post("pushover", test::ordinary()).body).at("token"), "t0ken");
}

TEST(Preset, ntfy_takes_the_topic_out_of_the_path) {
    EXPECT_EQ(post("ntfy", test::ordinary(), "https://e.org/push/my%20topic/").uri.target, "/push/");
    EXPECT_THAT(post("ntfy", test::ordinary(), "https://e.org/push/my%20topic").body, HasSubstr("\"my topic\""));
}

TEST(Preset, discord_keeps_the_thread_of_its_address) {
    EXPECT_EQ(post("discord", test::ordinary(), "https://discord.com/api/webhooks/1/k?thread_id=5").uri.target,
              "/api/webhooks/1/k?thread_id=5&wait=true");
}

TEST(Preset, pushover_may_stand_behind_another_host) {
    EXPECT_EQ(post("pushover", test::ordinary(), "https://proxy.example").uri.target, "/1/messages.json");
}

TEST(Preset, google_chat_threads_by_feed) {
    auto const body = json::parse(post("googlechat", test::ordinary()).body);
    auto other = test::ordinary();
    other.alert.feed_url += "2";

    EXPECT_EQ(body.at("thread"), json::parse(post("googlechat", test::failing_feed()).body).at("thread"));
    EXPECT_NE(body.at("thread"), json::parse(post("googlechat", other).body).at("thread"));
}

TEST(Preset, home_assistant_has_two_more_doors) {
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

// Home Assistant renders persistent notifications as Markdown, and nothing else that it takes.
TEST(Preset, home_assistant_gets_feed_text_escaped_where_it_renders_markdown) {
    auto delivery = test::ordinary();
    delivery.alert.feed_title = "*News* ![x](https://evil.example/pixel.png)";
    delivery.alert.item.summary = "[Your bank](https://evil.example/login)";
    delivery.alert.item.url = "https://blog.example/[click](https://evil.example)";
    auto const message = [&](std::string const& url) {
        return std::string(json::parse(post("homeassistant", delivery, url).body).at("message").as_string());
    };

    EXPECT_EQ(message("https://home.example"),
              "\\*News\\* \\!\\[x\\]\\(https://evil.example/pixel.png\\)\n"
              "\\[Your bank\\]\\(https://evil.example/login\\)\n"
              "https://blog.example/%5Bclick%5D%28https://evil.example%29");
    EXPECT_EQ(message("https://home.example/api/services/notify/phone"),
              "*News* ![x](https://evil.example/pixel.png)\n[Your bank](https://evil.example/login)");
}

// Its server reads 8192 bytes and answers a longer request with 413, which is final.
TEST(Preset, ntfy_gets_no_more_than_it_reads_and_the_link_whatever_is_left_out) {
    auto delivery = test::ordinary();
    auto& item = delivery.alert.item;
    item.url = "https://blog.example/" + std::string(1900, 'x');
    for (int i = 0; i < 1000; ++i) item.summary += "\"\u6c49";

    auto const request = post("ntfy", delivery);
    auto const whole = json::parse(request.body);
    EXPECT_LE(request.body.size(), 8000U);
    EXPECT_FALSE(whole.as_object().contains("actions")) << "the link twice would be too much";
    EXPECT_EQ(whole.at("click"), json::value(item.url));
    EXPECT_GT(whole.at("message").as_string().size(), 3900U);

    auto const crowded = post("ntfy", delivery, "https://ntfy.example/" + std::string(2000, 't'));
    auto const shorter = json::parse(crowded.body);
    EXPECT_LE(crowded.body.size(), 8000U);
    EXPECT_EQ(shorter.at("click"), json::value(item.url));
    EXPECT_GT(shorter.at("message").as_string().size(), 2000U);
    EXPECT_THAT(std::string(shorter.at("message").as_string()), testing::EndsWith("\u2026"));
}

}  // namespace
