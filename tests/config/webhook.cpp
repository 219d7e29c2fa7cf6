// SPDX-License-Identifier: MIT
// [sinks.*] of type webhook.
#include "config/config_directory.hpp"
#include "config/webhook_table.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string const hook = "[sinks.hook]\ntype = \"webhook\"\nurl = \"https://h.example/in\"\n";

WebhookSettings webhook(ConfigDirectory const& directory) {
    return std::get<WebhookSettings>(must_load(directory).settings.sinks.at(1).settings);
}

std::vector<std::string> revealed(std::vector<Secret> const& secrets) {
    std::vector<std::string> all;
    for (auto const& secret : secrets) all.push_back(secret.reveal());
    return all;
}

TEST(WebhookTable, has_the_defaults_of_the_contract) {
    WebhookSettings expected;
    expected.url = Secret("https://h.example/in");

    EXPECT_EQ(webhook(ConfigDirectory(hook)), expected);
    EXPECT_EQ(expected.method, "POST");
    EXPECT_EQ(expected.format, WebhookSettings::Format::standard);
}

TEST(WebhookTable, turns_the_body_into_json) {
    auto const settings = webhook(
        ConfigDirectory(hook + "format = \"custom\"\nmethod = \"PUT\"\n"
                               "headers = { X-Title = \"{title}\" }\n"
                               "body = { text = \"{feed}: {title:.80}\", n = 1, deep = { a = [1, \"{url}\"] } }\n"));

    EXPECT_EQ(settings.format, WebhookSettings::Format::custom);
    EXPECT_EQ(settings.method, "PUT");
    EXPECT_EQ(settings.body_json, R"({"text":"{feed}: {title:.80}","n":1,"deep":{"a":[1,"{url}"]}})");
    EXPECT_EQ(settings.headers.at(0).second.reveal(), "{title}");
}

TEST(WebhookTable, takes_one_secret_or_several) {
    EXPECT_THAT(revealed(webhook(ConfigDirectory(hook + "secret = \"whsec_MfKQ9r8G\"\n")).secrets),
                ElementsAre("whsec_MfKQ9r8G"));
    EXPECT_THAT(revealed(webhook(ConfigDirectory(hook + "secret = [\"whsec_AAAA\", \"whsec_BBBB\"]\n")).secrets),
                ElementsAre("whsec_AAAA", "whsec_BBBB"));

    ConfigDirectory const directory(hook + "secret_file = \"keys\"\n");
    directory.write("keys", "whsec_AAAA\nwhsec_BBBB\n");
    EXPECT_THAT(revealed(webhook(directory).secrets), ElementsAre("whsec_AAAA", "whsec_BBBB"));
}

TEST(WebhookTable, refuses_wrong_values) {
    struct Case {
        std::string_view lines;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"format = \"standrad\"", "sinks.hook.format is \"standrad\", which is none of \"standard\""},
        {"method = \"post\"",
         "sinks.hook.method is \"post\", which is none of \"POST\", \"PUT\", \"PATCH\", did you mean POST?"},
        {"secret = \"hunter2\"", "sinks.hook.secret is not a webhook secret"},
        {"secret = [\"whsec_AAAA\", \"hunter2\"]", "4:25: sinks.hook.secret is not a webhook secret"},
        {"secret = 3", "sinks.hook.secret must be text, not an integer"},
        {"secret = [\"whsec_AAAA\"]\nsecret_file = \"x\"", "sinks.hook.secret is given besides secret_file"},
        {"body = { a = 1 }", "sinks.hook.body is used only with format = \"custom\""},
        {"format = \"custom\"", "sinks.hook.body is missing"},
        {"format = \"custom\"\nbody = \"text\"", "5:8: sinks.hook.body must be a table"},
        {"format = \"custom\"\nbody = { a = inf }", "sinks.hook.body holds a number that JSON does not have"},
        {"format = \"custom\"\nbody = { a = [\"{nope}\"] }",
         "5:15: sinks.hook.body holds a template that is wrong: \"{nope}\": there is no field nope"},
        {"headers = { X-A = \"{hunter2}\" }", "sinks.hook.headers.X-A is a template that is wrong: it may hold {feed}"},
        {"headers = { webhook-id = \"1\" }", "sinks.hook.headers.webhook-id is a header that feedherald sets itself"},
        {"token = \"t\"", "sinks.hook.token is no key of a sink of type webhook"},
        {"allow_http = 1", "sinks.hook.allow_http must be true or false"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.lines);
        auto const errors = errors_of(hook + std::string(c.lines) + "\n");
        EXPECT_THAT(errors, ElementsAre(HasSubstr(std::string(c.expected))));
        for (auto const& error : errors) EXPECT_THAT(error, testing::Not(HasSubstr("hunter2")));
    }
}

TEST(WebhookSecret, is_a_prefix_and_base64) {
    for (auto const* const right : {"whsec_AAAA", "whsec_AAA=", "whsec_AA==", "whsec_AAA", "whsec_a+/9"})
        EXPECT_TRUE(is_webhook_secret(right)) << right;
    for (auto const* const wrong : {"", "AAAA", "whsec_", "whsec_A", "whsec_A===", "whsec_AA=", "whsec_AAAA=",
                                    "whsec_AA=A", "whsec_AA-_", "whsec_AAAA ", "WHSEC_AAAA"})
        EXPECT_FALSE(is_webhook_secret(wrong)) << wrong;
}

}  // namespace
}  // namespace feedherald::config
