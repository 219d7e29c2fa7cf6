// SPDX-License-Identifier: MIT
#include "config/feed_table.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "base/uri_host.hpp"
#include "config/alerts_table.hpp"
#include "config/poll_table.hpp"
#include "config/secret_keys.hpp"

#include <algorithm>
#include <array>

namespace feedherald::config {

namespace {

std::optional<Uri> read_url(TableReader& reader) {
    if (!reader.has("url")) {
        reader.error_at(reader.position(), "url", "is missing: every [[feed]] needs one");
        return std::nullopt;
    }
    auto const* const written = reader.text("url");
    if (written == nullptr) return std::nullopt;
    auto uri = parse_uri(*written);
    if (!uri) {
        // What stands before an '@' may be a password.
        auto const shown =
            written->find('@') == std::string::npos && !written->empty() ? " " + in_quotes(*written) : "";
        reader.error("url", std::string("is not a feed address:").append(shown).append(" ").append(uri.error().reason));
        return std::nullopt;
    }
    return std::move(*uri);
}

/** username and password, or those of the URL, or bearer; never two of them. */
void read_credentials(TableReader& reader, Uri const* uri, FetchPolicy& fetch) {
    reader.line("username", fetch.username);
    read_secret_line(reader, "password", fetch.password);
    read_secret_line(reader, "bearer", fetch.bearer);
    if (fetch.username.find(':') != std::string::npos)
        reader.error("username", "has a colon inside, which HTTP Basic cannot carry");
    bool const in_url = uri != nullptr && !(uri->username.empty() && uri->password.empty());
    bool const in_keys = !fetch.username.empty() || has_secret(reader, "password");
    if (in_url && in_keys) reader.error("username", "and password stand in the URL already: choose one");
    if ((in_url || in_keys) && has_secret(reader, "bearer"))
        reader.error("bearer", "and a user name or password are given: a request carries only one of them");
    if (!in_url) return;
    if (!uri->password.empty())
        reader.file().found_literal_secret(reader.find("url")->node.at, reader.full_name("url"));
    fetch.username = uri->username;
    fetch.password = Secret(uri->password);
}

void read_client_certificate(TableReader& reader, FetchPolicy& fetch) {
    bool const must_exist = reader.file().surroundings().read_secrets;
    reader.path("client_cert", fetch.client_cert, must_exist);
    reader.path("client_key", fetch.client_key, must_exist);
    if (fetch.client_cert.empty() != fetch.client_key.empty())
        reader.error(fetch.client_cert.empty() ? "client_key" : "client_cert",
                     fetch.client_cert.empty() ? "needs client_cert besides it" : "needs client_key besides it");
}

void read_labels(TableReader& reader, Subscription& subscription) {
    std::string name;
    reader.line("name", name);
    subscription.name = trim(name);
    auto const tags = reader.texts("tags");
    if (!tags) return;
    subscription.tags.clear();
    for (auto const& [at, tag] : *tags) {
        if (trim(tag).empty() || has_control_character(tag))
            reader.error_at(at, "tags", "holds a label that is empty or has a control character");
        else
            subscription.tags.push_back(tag);
    }
}

}  // namespace

std::optional<ReadFeed> read_feed(TableReader& reader, Subscription const& defaults,
                                  std::span<std::string_view const> sinks) {
    constexpr std::array<std::pair<std::string_view, Urgency>, 3> urgencies{
        {{"low", Urgency::low}, {"normal", Urgency::normal}, {"critical", Urgency::critical}}};

    reader.refuse_unknown({feed_keys()});
    ReadFeed feed{defaults};
    auto& subscription = feed.subscription;
    auto const uri = read_url(reader);
    read_labels(reader, subscription);
    reader.boolean("enabled", subscription.enabled);
    auto& alerts = subscription.alerts.edit();
    reader.choice<Urgency>("urgency", alerts.urgency, urgencies);
    read_alert_keys(reader, alerts, sinks);
    read_common_poll_keys(reader, subscription);
    auto& fetch = subscription.fetch.edit();
    reader.boolean("allow_private", fetch.allow_private);
    fetch.headers = read_headers(reader);
    read_credentials(reader, uri ? &*uri : nullptr, fetch);
    read_client_certificate(reader, fetch);
    if (!uri) return std::nullopt;
    subscription.alerts.share_with(defaults.alerts);
    subscription.fetch.share_with(defaults.fetch);

    subscription.url = uri->text();
    feed.is_private = uri->scheme == "file" || names_private_host(uri->host);
    feed.inherits_interval = !reader.has("interval");
    if (!feed.inherits_interval && !feed.is_private && subscription.poll.interval)
        check_floor(reader, "interval", *subscription.poll.interval);
    return feed;
}

}  // namespace feedherald::config
