// SPDX-License-Identifier: MIT
#include "engine/sink_fingerprint.hpp"

#include "base/sha256.hpp"
#include "config/poll_table.hpp"

#include <variant>

namespace feedherald::engine {

namespace {

/** Length before content, so that no two different settings make the same text. */
void add(std::string& text, std::string const& part) {
    text += std::to_string(part.size()) + ':' + part;
}

struct Describe {
    std::string& text;

    void operator()(config::DesktopSettings const&) const {}
    void operator()(config::ConsoleSettings const&) const {}
    void operator()(config::WebhookSettings const& webhook) const {
        add(text, webhook.url.reveal());
        add(text, webhook.method);
        add(text, std::to_string(static_cast<int>(webhook.format)));
        add(text, webhook.allow_http ? "http" : "");
        add(text, webhook.body_json);
        for (auto const& secret : webhook.secrets) add(text, secret.reveal());
        for (auto const& [name, value] : webhook.headers) {
            add(text, name);
            add(text, value.reveal());
        }
    }
    void operator()(config::PresetSettings const& preset) const {
        add(text, preset.url.reveal());
        add(text, preset.token.reveal());
        add(text, preset.chat);
        add(text, preset.room);
        add(text, preset.user.reveal());
        add(text, preset.allow_http ? "http" : "");
    }
};

}  // namespace

std::string sink_fingerprint(config::SinkSettings const& settings) {
    std::string text;
    add(text, settings.type);
    add(text, std::to_string(settings.retry_for.count()));
    if (settings.rate)
        add(text, std::to_string(settings.rate->count) + '/' + std::to_string(settings.rate->per.count()));
    add(text, settings.ca_file);
    // The default names the version: another one is no other wish of the user's.
    add(text, settings.user_agent == config::default_user_agent() ? std::string() : settings.user_agent);
    add(text, settings.allow_private ? "private" : "");
    add(text, settings.proxy.reveal());
    std::visit(Describe{text}, settings.settings);
    return to_hex(sha256(text));
}

}  // namespace feedherald::engine
