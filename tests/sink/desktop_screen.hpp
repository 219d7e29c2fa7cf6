// SPDX-License-Identifier: MIT
// The desktop sink on a private bus, ready to be handed alerts, and what a person's answers became.
#pragma once

#include "bus/bus_world.hpp"
#include "sink/desktop/desktop.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace feedherald::test {

struct NoHttp final : net::HttpClient {
    boost::asio::awaitable<net::Exchanged> exchange(net::Request) override { throw std::logic_error("not used"); }
};

inline sink::desktop::Timing quick() {
    using namespace std::chrono_literals;
    sink::desktop::Timing timing;
    timing.pace.full = 50ms;
    timing.pace.digest = 50ms;
    return timing;
}

struct Screen {
    explicit Screen(BusWorld& bus_world, config::DesktopSettings settings = {}, sink::desktop::Timing timing = quick())
        : world(bus_world),
          session(world.io.get_executor(), world.bus.address()),
          sink(std::move(settings),
               sink::Surroundings{
                   world.io.get_executor(),
                   http,
                   &session,
                   {[this](std::vector<DeliveryId> const& ids) { later = ids; }, [this](FeedId feed) { muted = feed; }},
                   {}},
               std::move(timing)) {}

    bool ready() {
        return world.run_until([&] { return !sink.obstacle(); });
    }
    DeliveryOutcome deliver(std::vector<Delivery> bundle) { return world.await(sink.deliver(std::move(bundle))); }
    bool delivered(std::vector<Delivery> bundle) {
        return std::holds_alternative<Delivered>(deliver(std::move(bundle)));
    }

    BusWorld& world;
    NoHttp http;
    bus::Session session;
    std::vector<DeliveryId> later;
    std::optional<FeedId> muted;
    sink::Desktop sink;
};

inline Delivery post(std::int64_t id, std::int64_t feed = 1) {
    Delivery one;
    one.id = DeliveryId{id};
    one.uid = "uid" + std::to_string(id);
    one.alert.feed = FeedId{feed};
    one.alert.feed_title = "Feed " + std::to_string(feed);
    one.alert.feed_home_page_url = "https://example.org/";
    one.alert.item.title = "Post " + std::to_string(id);
    one.alert.item.summary = "Text & more";
    one.alert.item.url = "https://example.org/" + std::to_string(id);
    return one;
}

}  // namespace feedherald::test
