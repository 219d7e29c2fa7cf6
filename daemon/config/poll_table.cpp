// SPDX-License-Identifier: MIT
#include "config/poll_table.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "base/uri.hpp"
#include "base/version.hpp"
#include "config/secret_keys.hpp"

#include <array>

namespace feedherald::config {

namespace {

using namespace std::chrono_literals;

void read_interval(TableReader& reader, std::optional<Duration>& out) {
    auto const* const written = reader.text("interval");
    if (written == nullptr) return;
    if (*written == "auto")
        out.reset();
    else if (auto const value = parse_duration(*written); !value)
        reader.error("interval", "is not a duration: " + in_quotes(*written) +
                                     "; write \"auto\", or one like \"30m\" or \"1h30m\"");
    else if (*value < private_floor)
        reader.error("interval", "is too short: even file: and private hosts are polled once a minute at most");
    else
        out = value;
}

/** http://[user:password@]host:port or socks5h://…; the value is a secret and is never quoted. */
bool is_proxy(std::string_view text) {
    auto const colon = text.find("://");
    if (colon == std::string_view::npos) return false;
    auto const scheme = to_lower_ascii(text.substr(0, colon));
    if (scheme != "http" && scheme != "socks5h") return false;
    auto const uri = parse_uri(std::string("http").append(text.substr(colon)));
    return uri && uri->target == "/" && uri->fragment.empty();
}

void read_proxy(TableReader& reader, Secret& out) {
    auto const* const literal = reader.find("proxy") != nullptr ? reader.text("proxy") : nullptr;
    if (literal != nullptr && literal->empty()) out = Secret();
    auto const found = read_secret(reader, "proxy", literal != nullptr && literal->find('@') != std::string::npos);
    if (!found) return;
    auto const value = trim(found->value);
    if (!value.empty() && !is_proxy(value))
        reader.error(found->key, "is not a proxy: write http://host:port or socks5h://host:port");
    else
        out = Secret(std::string(value));
}

}  // namespace

std::string default_user_agent() {
    return std::string("feedherald/").append(version).append(" (+").append(project_url).append("/feed-fetcher)");
}

void read_common_poll_keys(TableReader& reader, Subscription& subscription) {
    auto& fetch = subscription.fetch.edit();
    read_interval(reader, subscription.poll.interval);
    reader.duration("timeout", fetch.timeout, 1ms);
    reader.size("max_body", fetch.max_body);
    reader.line("user_agent", fetch.user_agent);
    if (fetch.user_agent.empty()) fetch.user_agent = default_user_agent();
    read_proxy(reader, fetch.proxy);
    reader.path("ca_file", fetch.ca_file, true);
}

void read_poll(TableReader& reader, PollSettings& poll, Subscription& defaults) {
    constexpr std::array<std::pair<std::string_view, OnMetered>, 3> on_metered{
        {{"poll", OnMetered::poll}, {"slow", OnMetered::slow}, {"stop", OnMetered::stop}}};

    reader.refuse_unknown({poll_keys()});
    read_common_poll_keys(reader, defaults);
    reader.duration("min_interval", defaults.poll.min_interval, private_floor);
    reader.duration("max_interval", defaults.poll.max_interval, private_floor);
    if (defaults.poll.max_interval < defaults.poll.min_interval)
        reader.error(reader.has("max_interval") ? "max_interval" : "min_interval",
                     "is wrong: min_interval (" + to_text(defaults.poll.min_interval) +
                         ") is longer than max_interval (" + to_text(defaults.poll.max_interval) + ")");
    reader.integer("concurrency", poll.concurrency, 1, 1024);
    reader.duration("host_gap", poll.host_gap, 0s);
    reader.integer("max_redirects", defaults.fetch.edit().max_redirects, 0, 50);
    reader.choice<OnMetered>("on_metered", poll.on_metered, on_metered);
}

void check_floor(TableReader& reader, std::string_view key, Duration value) {
    if (value >= public_floor) return;
    reader.error(key, "is " + to_text(value) + ": a public host is polled every " + to_text(public_floor) +
                          " at most, out of courtesy; only file: and private hosts may be polled more often (down to " +
                          to_text(private_floor) + ")");
}

}  // namespace feedherald::config
