// SPDX-License-Identifier: MIT
// One [[feed]] with every default of [poll] and [alerts] folded in: all that the rooms need to know of the user's
// wishes.
#pragma once

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"
#include "base/shared.hpp"
#include "model/ids.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace feedherald {

enum class Urgency { low, normal, critical };

/** "22:00-07:00", local time; may span midnight. Minutes since local midnight. */
struct QuietHours {
    int from_minute = 0;
    int to_minute = 0;
    friend bool operator==(QuietHours const&, QuietHours const&) = default;
};

struct AlertPolicy {
    std::vector<SinkName> to;
    std::optional<std::size_t> backlog = 0;  ///< empty: all
    bool updates = false;
    std::vector<std::string> include;  ///< RE2 patterns, valid
    std::vector<std::string> exclude;
    std::optional<Duration> max_age;
    std::optional<QuietHours> quiet_hours;
    std::optional<Duration> failing_after = std::chrono::days{3};
    Urgency urgency = Urgency::normal;
    bool silence = false;  ///< report a healthy feed that has been silent far beyond its rhythm
    friend bool operator==(AlertPolicy const&, AlertPolicy const&) = default;
};

struct PollPolicy {
    std::optional<Duration> interval;  ///< empty: "auto"
    Duration min_interval = std::chrono::hours{1};
    Duration max_interval = std::chrono::days{1};
    friend bool operator==(PollPolicy const&, PollPolicy const&) = default;
};

/** How the feed is reached. Values of headers, password and bearer are secrets. */
struct FetchPolicy {
    Duration timeout = std::chrono::seconds{60};
    Bytes max_body = mib(20);
    int max_redirects = 10;
    std::string user_agent;
    Secret proxy;  ///< may hold credentials; empty: the environment's
    std::string ca_file;
    bool allow_private = false;
    std::vector<std::pair<std::string, Secret>> headers;
    std::string username;
    Secret password;
    Secret bearer;
    std::string client_cert;
    std::string client_key;
    friend bool operator==(FetchPolicy const&, FetchPolicy const&) = default;
};

struct Subscription {
    FeedId id;         ///< given by the store when the daemon starts; 0 before
    std::string url;   ///< absolute, without credentials; unique in the configuration
    std::string name;  ///< the user's; empty: the feed's own title
    std::vector<std::string> tags;
    bool enabled = true;
    Shared<AlertPolicy> alerts;  ///< thousands of feeds have the same
    PollPolicy poll;
    Shared<FetchPolicy> fetch;
    /** What people know it by: the user's name for it, else the feed's own `title`, else its address. */
    [[nodiscard]] std::string const& shown_name(std::string const& title) const {
        if (!name.empty()) return name;
        return title.empty() ? url : title;
    }
    friend bool operator==(Subscription const&, Subscription const&) = default;
};

}  // namespace feedherald
