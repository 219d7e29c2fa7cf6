// SPDX-License-Identifier: MIT
#include "config/webhook_table.hpp"

#include "base/text.hpp"
#include "config/json_text.hpp"
#include "config/sink_address.hpp"

#include <algorithm>
#include <array>

namespace feedherald::config {

namespace {

using Format = WebhookSettings::Format;

void add_secret(TableReader& reader, Position at, std::string_view key, std::string_view value,
                std::vector<Secret>& out) {
    if (is_webhook_secret(value))
        out.emplace_back(std::string(value));
    else
        reader.error_at(at, key, "is not a webhook secret: it must be \"whsec_\" and base64");
}

/** `secret` is text or, while rotating, an array, the newest first; a file may hold one a line. */
std::vector<Secret> read_secrets(TableReader& reader) {
    std::vector<Secret> secrets;
    auto const* const entry = reader.find("secret");
    if (entry != nullptr && std::holds_alternative<Array>(entry->node.value)) {
        if (has_secret(reader, "secret"))
            reader.error("secret", "is given besides secret_file or secret_credential: choose one");
        auto const values = reader.texts("secret");
        for (auto const& [at, value] : *values) {
            reader.file().found_literal_secret(at, reader.full_name("secret"));
            add_secret(reader, at, "secret", value, secrets);
        }
        return secrets;
    }
    auto const found = read_secret(reader, "secret");
    if (!found) return secrets;
    for (std::string_view rest = found->value; !rest.empty();) {
        auto const line = rest.substr(0, rest.find('\n'));
        if (auto const value = trim(line); !value.empty()) add_secret(reader, found->at, found->key, value, secrets);
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    return secrets;
}

std::optional<std::string> template_error(TableReader const& reader, std::string const& text) {
    auto const& check = reader.file().surroundings().template_error;
    return check ? check(text) : std::nullopt;
}

void read_body(TableReader& reader, WebhookSettings& webhook) {
    auto const* const entry = reader.find("body");
    bool const has_body = reader.table("body") != nullptr && !std::get<Table>(entry->node.value).empty();
    if (webhook.format != Format::custom) {
        if (has_body) reader.error("body", "is used only with format = \"custom\"");
        return;
    }
    if (!has_body) {
        if (entry == nullptr || std::holds_alternative<Table>(entry->node.value))
            reader.error("body", "is missing: format = \"custom\" sends this table as JSON");
        return;
    }
    auto const complain = [&reader](Position at, std::string_view message) { reader.error_at(at, "body", message); };
    auto const check = [&reader](Position at, std::string const& text) {
        if (auto const reason = template_error(reader, text))
            reader.error_at(at, "body", "holds a template that is wrong: " + in_quotes(text) + ": " + *reason);
    };
    webhook.body_json = to_json(entry->node, complain, check);
}

}  // namespace

bool is_webhook_secret(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (!text.starts_with("whsec_")) return false;
    text.remove_prefix(6);
    auto const digits = std::min(text.find('='), text.size());
    auto const padding = text.size() - digits;
    bool const is_padded_right = padding == 0 || (padding <= 2 && text.size() % 4 == 0);
    bool const is_base64 = text.substr(0, digits).find_first_not_of(alphabet) == std::string_view::npos &&
                           text.substr(digits).find_first_not_of('=') == std::string_view::npos;
    return digits > 0 && digits % 4 != 1 && is_padded_right && is_base64;
}

WebhookSettings read_webhook(TableReader& reader, SinkType const& type) {
    constexpr std::array<std::pair<std::string_view, Format>, 3> formats{
        {{"standard", Format::standard}, {"cloudevents", Format::cloudevents}, {"custom", Format::custom}}};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> methods{
        {{"POST", "POST"}, {"PUT", "PUT"}, {"PATCH", "PATCH"}}};

    WebhookSettings webhook;
    read_sink_address(reader, type, webhook.url, webhook.allow_http, webhook.url_is_secret);
    webhook.secrets = read_secrets(reader);
    reader.choice<Format>("format", webhook.format, formats);
    std::string_view method = webhook.method;
    reader.choice<std::string_view>("method", method, methods);
    webhook.method = std::string(method);
    webhook.headers = read_headers(reader);
    for (auto const& [name, value] : webhook.headers)
        if (template_error(reader, value.reveal()))  // its reason may quote the value, which is a secret
            reader.error_at(reader.find("headers")->node.at, "headers." + name,
                            "is a template that is wrong: it may hold {feed}, {title}, {url} and the other fields of a "
                            "body, and {{ }} for braces");
    read_body(reader, webhook);
    return webhook;
}

}  // namespace feedherald::config
