// SPDX-License-Identifier: MIT
#include "config/sink_address.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "base/uri_host.hpp"

#include <algorithm>
#include <array>

namespace feedherald::config {

namespace {

/** Services that live at one place; elsewhere only in tests and behind gateways. */
std::string_view usual_address(std::string_view type) {
    if (type == "telegram") return "https://api.telegram.org";
    if (type == "pushover") return "https://api.pushover.net";
    return {};
}

/** Types whose address itself holds the key. */
bool address_is_secret(std::string_view type) {
    constexpr std::array<std::string_view, 6> types{"slack", "discord",    "mattermost",
                                                    "teams", "googlechat", "homeassistant"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace

void read_sink_address(TableReader& reader, SinkType const& type, Secret& url, bool& allow_http, bool& is_secret) {
    reader.boolean("allow_http", allow_http);
    auto const found = read_secret(reader, "url", address_is_secret(type.name));
    if (!found) {
        url = Secret(std::string(usual_address(type.name)));
        if (url.empty())
            reader.error_at(reader.position(), "url",
                            std::string("is missing: a sink of type ").append(type.name).append(" needs it"));
        return;
    }
    is_secret = address_is_secret(type.name) || !found->is_literal;
    bool const was_left_unread = !found->is_literal && found->value.empty();
    if (was_left_unread) return;
    auto const uri = parse_uri(found->value);
    if (!uri)
        reader.error(found->key, "is not an address: it " + uri.error().reason);
    else if (!uri->is_http())
        reader.error(found->key, "must begin with https:// or http://");
    else if (uri->scheme == "http" && !allow_http && !names_private_host(uri->host))
        reader.error(found->key,
                     "is http, not https, to a public host: alerts and keys could be read on the way; use "
                     "https, or set allow_http = true");
    else
        url = Secret(std::string(trim(found->value)));
    if (uri && found->is_literal && !uri->password.empty())
        reader.file().found_literal_secret(found->at, reader.full_name("url"));
}

}  // namespace feedherald::config
