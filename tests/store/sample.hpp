// SPDX-License-Identifier: MIT
// Feeds, items and alerts for the tests of the store, and a directory that lasts as long as its test.
#pragma once

#include "store/store.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

namespace feedherald::store {

using namespace std::chrono_literals;

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

class Directory {
  public:
    Directory() {
        std::string pattern = std::filesystem::temp_directory_path() / "feedherald-store-XXXXXX";
        path_ = ::mkdtemp(pattern.data());
    }
    ~Directory() { std::filesystem::remove_all(path_); }
    Directory(Directory const&) = delete;
    Directory& operator=(Directory const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::filesystem::path database() const { return path_ / "state.db"; }

  private:
    std::filesystem::path path_;
};

inline Fingerprint mark(int n) {
    Fingerprint value{};
    value[0] = static_cast<std::uint8_t>(n);
    value[1] = static_cast<std::uint8_t>(n >> 8);
    value[2] = static_cast<std::uint8_t>(n >> 16);
    value[15] = 1;
    return value;
}

inline SeenItem seen_item(int n, Instant at = noon) {
    SeenItem item;
    item.key = mark(n);
    item.link = mark(n + 1'000'000);
    item.title = mark(n + 2'000'000);
    item.content = mark(n + 3'000'000);
    item.first_seen = at;
    item.last_seen = at;
    return item;
}

inline FeedState enlist_one(Store& store, std::string url = "https://example.org/feed", Instant now = noon) {
    std::vector<Subscription> subscriptions(1);
    subscriptions[0].url = std::move(url);
    return store.enlist(subscriptions, now).at(0);
}

inline std::vector<FeedState> enlist_all(Store& store, std::vector<std::string> const& urls, Instant now = noon) {
    std::vector<Subscription> subscriptions(urls.size());
    for (std::size_t i = 0; i < urls.size(); ++i) subscriptions[i].url = urls[i];
    return store.enlist(subscriptions, now);
}

inline Owed owed_to(FeedState const& feed, std::vector<std::string> const& sinks, std::string title = "A post") {
    Owed owed;
    owed.alert.time = noon;
    owed.alert.feed = feed.id;
    owed.alert.feed_url = feed.url;
    owed.alert.item.id = "id of " + title;
    owed.alert.item.title = std::move(title);
    for (auto const& sink : sinks) owed.to.emplace_back(sink);
    return owed;
}

/** Records one alert for each title, all owed to "phone". */
inline void owe_titles(Store& store, FeedState const& feed, std::vector<std::string> const& titles,
                       Instant now = noon) {
    PollRecord poll;
    poll.state = feed;
    for (auto const& title : titles) poll.owed.push_back(owed_to(feed, {"phone"}, title));
    store.record(poll, now);
}

inline std::vector<std::string> titles_of(std::vector<Delivery> const& deliveries) {
    std::vector<std::string> titles;
    for (auto const& delivery : deliveries) titles.push_back(delivery.alert.item.title);
    return titles;
}

inline Settlement retry_at(Instant when, bool explicit_wait = false) {
    Settlement settlement;
    settlement.state = Settlement::State::pending;
    settlement.next_attempt = when;
    settlement.reason = "connection refused";
    settlement.explicit_wait = explicit_wait;
    return settlement;
}

inline Settlement held_until(std::optional<Instant> when) {
    Settlement settlement;
    settlement.state = Settlement::State::held;
    settlement.next_attempt = when;
    settlement.reason = "do not disturb";
    settlement.counts_as_attempt = false;
    return settlement;
}

inline void settle_one(Store& store, DeliveryId id, Settlement const& settlement, Instant now = noon) {
    store.settle(std::span(&id, 1), settlement, now);
}

inline SinkName const phone{"phone"};

}  // namespace feedherald::store
