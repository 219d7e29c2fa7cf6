// SPDX-License-Identifier: MIT
#include "engine/sink_fingerprint.hpp"

#include "config/poll_table.hpp"

#include <functional>

#include <gtest/gtest.h>

namespace feedherald::engine {
namespace {

using namespace std::chrono_literals;

// INTERFACE 6: 410 disables the sink until its configuration changes, whichever key it is.
TEST(SinkFingerprint, changes_with_every_key_that_a_sink_has) {
    config::SinkSettings hook;
    hook.type = "webhook";
    hook.settings = config::WebhookSettings{};
    auto phone = hook;
    phone.type = "ntfy";
    phone.settings = config::PresetSettings{};
    auto const webhook = [](auto& settings) -> auto& {
        return std::get<config::WebhookSettings>(settings.settings);
    };
    auto const preset = [](auto& settings) -> auto& {
        return std::get<config::PresetSettings>(settings.settings);
    };
    struct Case {
        char const* key;
        config::SinkSettings before;
        std::function<void(config::SinkSettings&)> change;
    };
    std::vector<Case> const cases{
        {"rate", hook,
         [](auto& s) {
             s.rate = config::Rate{30, 1min};
         }},
        {"retry_for", hook, [](auto& s) { s.retry_for = 48h; }},
        {"ca_file", hook, [](auto& s) { s.ca_file = "/ca.pem"; }},
        {"user_agent", hook, [](auto& s) { s.user_agent = "x"; }},
        {"allow_private", hook, [](auto& s) { s.allow_private = true; }},
        {"proxy", hook, [](auto& s) { s.proxy = Secret("http://proxy.example:3128"); }},
        {"url", hook, [&](auto& s) { webhook(s).url = Secret("https://hook.example"); }},
        {"secret", hook, [&](auto& s) { webhook(s).secrets = {Secret("whsec_eA==")}; }},
        {"format", hook, [&](auto& s) { webhook(s).format = config::WebhookSettings::Format::cloudevents; }},
        {"method", hook, [&](auto& s) { webhook(s).method = "PUT"; }},
        {"headers", hook,
         [&](auto& s) {
             webhook(s).headers = {{"X", Secret("y")}};
         }},
        {"body", hook, [&](auto& s) { webhook(s).body_json = "{}"; }},
        {"allow_http", hook, [&](auto& s) { webhook(s).allow_http = true; }},
        {"url", phone, [&](auto& s) { preset(s).url = Secret("https://ntfy.example/t"); }},
        {"token", phone, [&](auto& s) { preset(s).token = Secret("t"); }},
        {"chat", phone, [&](auto& s) { preset(s).chat = "1"; }},
        {"room", phone, [&](auto& s) { preset(s).room = "!r"; }},
        {"user", phone, [&](auto& s) { preset(s).user = Secret("u"); }},
        {"allow_http", phone, [&](auto& s) { preset(s).allow_http = true; }},
    };
    for (auto const& [key, before, change] : cases) {
        SCOPED_TRACE(before.type + ": " + key);
        auto after = before;
        change(after);
        EXPECT_NE(sink_fingerprint(before), sink_fingerprint(after));
        EXPECT_EQ(sink_fingerprint(before), sink_fingerprint(before));
    }
}

TEST(SinkFingerprint, does_not_change_with_the_version_of_the_program) {
    config::SinkSettings now;
    auto before = now;
    now.user_agent = config::default_user_agent();

    EXPECT_EQ(sink_fingerprint(before), sink_fingerprint(now));
}

}  // namespace
}  // namespace feedherald::engine
