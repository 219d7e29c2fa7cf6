// SPDX-License-Identifier: MIT
// The whole request of every preset and format for one ordinary post, head and body: golden/NAME.http.
#include "base/tests_folder.hpp"
#include "preset_post.hpp"
#include "samples.hpp"
#include "sink/webhook/rendering.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace feedherald;
using Format = config::WebhookSettings::Format;

config::SinkSettings of_type(std::string const& type) {
    config::SinkSettings settings;
    settings.name = SinkName{"phone"};
    settings.type = type;
    settings.user_agent = "feedherald/test";
    return settings;
}

config::SinkSettings preset(std::string_view name) {
    auto settings = of_type(std::string(name));
    settings.settings = test::settings_of(name);
    return settings;
}

config::SinkSettings webhook(Format format) {
    auto settings = of_type("webhook");
    config::WebhookSettings own;
    own.url = Secret("https://hooks.example/in?key=s3cr3t");
    own.format = format;
    own.secrets = {Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Secret("whsec_dGhlIG9sZGVyIG9uZSBvZiB0aGUgdHdv")};
    own.headers = {{"X-Feed", Secret("{feed}")}};
    own.body_json = R"json({"text":"{feed}: {title:.5}","tags":["{tags}","{kind:>10}"],"n":1})json";
    settings.settings = own;
    return settings;
}

std::string golden(std::string const& name) {
    std::ifstream file(test::tests_folder() / "sink/golden" / (name + ".http"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Golden, requests_are_what_they_were) {
    std::vector<std::pair<std::string, config::SinkSettings>> all{{"standard", webhook(Format::standard)},
                                                                  {"cloudevents", webhook(Format::cloudevents)},
                                                                  {"custom", webhook(Format::custom)}};
    for (auto const& one : sink::presets()) all.emplace_back(one.name, preset(one.name));
    for (auto const& [name, settings] : all) {
        SCOPED_TRACE(name);
        auto const request = sink::rendered_request(settings, test::ordinary(), test::eight);
        ASSERT_TRUE(request.has_value());
        EXPECT_EQ(*request + "\n", golden(name));
    }
}

TEST(Golden, requests_show_no_secret) {
    for (auto const& one : sink::presets()) {
        SCOPED_TRACE(one.name);
        auto settings = preset(one.name);
        auto& own = std::get<config::PresetSettings>(settings.settings);
        own.url_is_secret = true;
        auto const request = *sink::rendered_request(settings, test::ordinary(), test::eight);
        for (auto const* secret : {"t0ken", "us3r", "k3y", "/services/T/B/X", "my-posts", "key=K"})
            EXPECT_EQ(request.find(secret), std::string::npos) << secret;
    }
    auto const request = *sink::rendered_request(webhook(Format::standard), test::ordinary(), test::eight);
    for (auto const* secret : {"s3cr3t", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
        EXPECT_EQ(request.find(secret), std::string::npos) << secret;
}

TEST(Golden, a_sink_that_sends_no_request_has_none) {
    auto settings = of_type("console");
    settings.settings = config::ConsoleSettings{};
    EXPECT_EQ(sink::rendered_request(settings, test::ordinary(), test::eight), std::nullopt);
}

}  // namespace
